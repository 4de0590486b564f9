using Brev.Sdk.InstanceTypes;

namespace Brev.Sdk.Tests.InstanceTypes;

public sealed class OfferDiskTests
{
    private static readonly Storage Elastic = new() { Size = "0B", MinSize = "10GiB", MaxSize = "16TiB", PricePerGbHr = Price(0.000132m) };

    [Fact]
    public void A_disk_with_bounds_is_elastic()
    {
        var disk = Read("gcp", Elastic);

        Assert.Equal(
            (true, 10.0, 16384.0, 120, 0.000132m), (disk.IsElastic, disk.MinGiB, disk.MaxGiB, disk.DefaultGiB, disk.PricePerGBHour));
    }

    [Fact]
    public void A_disk_with_a_size_is_fixed_and_included()
    {
        var disk =
            Read(
                "shadeform",
                new Storage { Size = "1TiB226GiB", MinSize = "", MaxSize = "", SizeBytes = new() { Value = 1250, Unit = ByteUnit.GiB } });

        Assert.Equal(
            (false, 1250.0, 1250.0, 1250, (decimal?)null),
            (disk.IsElastic, disk.MinGiB, disk.MaxGiB, disk.DefaultGiB, disk.PricePerGBHour));
    }

    [Fact]
    public void A_size_of_zero_is_free_where_the_type_says_so() =>
        Assert.True(OfferDiskReader.Read(
            new InstanceType { ElasticRootVolume = true, SupportedStorage = [new Storage { Size = "0B" }] }, "USD").IsElastic);

    [Fact]
    public void Of_several_prices_the_highest_counts() =>
        Assert.Equal(0.5m, Read("gcp", Elastic, Elastic with { PricePerGbHr = Price(0.5m) }).PricePerGBHour);

    [Fact]
    public void A_price_in_another_currency_is_no_price() =>
        Assert.Null(Read("gcp", Elastic with { PricePerGbHr = new Money { Amount = 1, Currency = "EUR" } }).PricePerGBHour);

    [Theory]
    [InlineData("10GiB", "16TiB", 120)]
    [InlineData("200GiB", "16TiB", 200)]
    [InlineData("10GiB", "100GiB", 100)]
    public void The_usual_size_stays_within_the_bounds(string min, string max, int size) =>
        Assert.Equal(size, Read("gcp", Elastic with { MinSize = min, MaxSize = max }).DefaultGiB);

    [Fact]
    public void The_image_of_AWS_needs_75_GiB() => Assert.Equal(75.0, Read("aws", Elastic).ImageMinGiB);

    [Fact]
    public void A_type_without_storage_says_nothing_about_its_disk()
    {
        var disk = Read("gcp");

        Assert.Equal((false, null, null, 120), (disk.IsElastic, disk.MinGiB, disk.MaxGiB, disk.DefaultGiB));
    }

    [Fact]
    public void A_cost_holds_the_disk()
    {
        var offer = new InstanceTypeOffer { Type = "a", PricePerHour = 2, Disk = Read("gcp", Elastic) };

        Assert.Equal((2m + (120 * 0.000132m)) * 1.5m, offer.EstimateCost(TimeSpan.FromMinutes(90), 120));
    }

    [Fact]
    public void A_size_of_zero_costs_as_the_default_disk_does()
    {
        var offer = new InstanceTypeOffer { Type = "a", PricePerHour = 2, Disk = Read("gcp", Elastic) };

        Assert.Equal(offer.EstimateCost(TimeSpan.FromHours(1), 120), offer.EstimateCost(TimeSpan.FromHours(1), 0));
        Assert.Equal(120 * 0.000132m, offer.DiskPricePerHour(0));
    }

    [Fact]
    public void A_fixed_disk_costs_nothing_more()
    {
        var offer = new InstanceTypeOffer
        {
            Type = "a",
            PricePerHour = 2,
            Disk = Read("shadeform", new Storage { Size = "500GiB", PricePerGbHr = Price(1) }),
        };

        Assert.Equal(4m, offer.EstimateCost(TimeSpan.FromHours(2), 120));
    }

    [Fact]
    public void A_negative_duration_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new InstanceTypeOffer { Type = "a" }.EstimateCost(TimeSpan.FromHours(-1), 120));

    [Fact]
    public void A_negative_disk_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new InstanceTypeOffer { Type = "a" }.EstimateCost(TimeSpan.FromHours(1), -1));

    private static OfferDisk Read(string provider, params Storage[] storage) =>
        OfferDiskReader.Read(new InstanceType { Provider = provider, SupportedStorage = storage }, "USD");

    private static Money Price(decimal amount) => new() { Amount = amount, Currency = "USD" };
}
