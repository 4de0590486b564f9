using System.Globalization;
using Brev.Sdk.InstanceTypes;

namespace Brev.Sdk.Tests.InstanceTypes;

public sealed class ByteSizeTests
{
    private static readonly string[] Units = ["B", "KB", "MB", "GB", "TB", "KiB", "MiB", "GiB", "TiB"];

    [Theory]
    [InlineData("44GiB", 44.0)]
    [InlineData("22GiB360MiB", 22.3515625)]
    [InlineData("1TiB226GiB", 1250.0)]
    [InlineData("2TiB768GiB", 2816.0)]
    [InlineData("47GiB512MiB", 47.5)]
    [InlineData("0B", 0.0)]
    [InlineData("1.5GiB", 1.5)]
    [InlineData(" 80 GiB ", 80.0)]
    [InlineData("1TiB 226GiB", 1250.0)]
    [InlineData("120Gi", 120.0)]
    [InlineData("64TiB", 65536.0)]
    [InlineData("1073741824B", 1.0)]
    [InlineData("16EiB", null)]
    [InlineData("1PiB", 1048576.0)]
    public void A_size_is_read_in_GiB(string text, double? gib) => Assert.Equal(gib, ByteSize.ToGiB(text));

    [Theory]
    [InlineData("1024MB", 0.95367431640625)]
    [InlineData("80GB", 74.50580596923828)]
    public void Decimal_units_are_not_taken_for_binary_ones(string text, double gib) => Assert.Equal(gib, ByteSize.ToGiB(text)!.Value, 12);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("44")]
    [InlineData("GiB")]
    [InlineData("44XB")]
    [InlineData("44Gb")]
    [InlineData("-1GiB")]
    [InlineData("1,5GiB")]
    [InlineData("1e3GiB")]
    [InlineData("44GiB?")]
    [InlineData("44GiB and more")]
    [InlineData("1.2.3GiB")]
    [InlineData("٤GiB")]
    [InlineData("99999999999999999999999999999999GiB")]
    [InlineData("9223372036854775807EiB")]
    public void What_cannot_be_read_as_a_whole_is_no_size(string? text) => Assert.Null(ByteSize.ToGiB(text));

    [Theory]
    [InlineData(45056L, "MiB", 44.0)]
    [InlineData(1250L, "GiB", 1250.0)]
    [InlineData(0L, "B", 0.0)]
    [InlineData(24576L, "MiB", 24.0)]
    [InlineData(1L, "TiB", 1024.0)]
    [InlineData(16L, "parsecs", null)]
    [InlineData(16L, "", null)]
    [InlineData(-1L, "GiB", null)]
    [InlineData(long.MaxValue, "EiB", null)]
    public void A_number_beside_a_unit_is_read_in_GiB(long value, string unit, double? gib) =>
        Assert.Equal(gib, ByteSize.ToGiB(value, unit));

    [Fact]
    public void A_number_without_a_unit_is_no_size() => Assert.Null(ByteSize.ToGiB(16, null));

    [Fact]
    public void Random_sizes_are_read_as_what_was_written()
    {
        var random = new Random(20261128);
        for (var round = 0; round < 2_000; round++)
        {
            var (tebi, gibi, mebi) = (random.Next(0, 64), random.Next(0, 1024), random.Next(0, 1024));
            var text = string.Create(CultureInfo.InvariantCulture, $"{tebi}TiB{gibi}GiB{mebi}MiB");

            Assert.Equal((tebi * 1024) + gibi + (mebi / 1024.0), ByteSize.ToGiB(text));
        }
    }

    [Fact]
    public void Random_text_never_throws()
    {
        var random = new Random(7);
        const string Alphabet = "0123456789.-+eEKMGTPiBb ,\u0660\u2009";
        for (var round = 0; round < 20_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(0, 24)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));

            Assert.True(ByteSize.ToGiB(text) is null or >= 0, text);
        }
    }

    [Fact]
    public void The_culture_of_the_thread_does_not_matter()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            Assert.All(Units, unit => Assert.Equal(ByteSize.ToGiB(15, unit)!.Value / 10, ByteSize.ToGiB("1.5" + unit)!.Value, 9));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
