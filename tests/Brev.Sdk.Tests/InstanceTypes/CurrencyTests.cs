namespace Brev.Sdk.Tests.InstanceTypes;

/// <summary>Prices in different currencies are never compared.</summary>
public sealed class CurrencyTests
{
    private static readonly InstanceType[] Types =
    [
        In("JPY", 300), In("EUR", 1), In("USD", 3, "dear"), In("USD", 2, "cheap"), In(" usd ", 2.5m, "middle"),
    ];

    [Theory]
    [InlineData(InstanceTypeOrder.Price, false, "cheap,middle,dear,EUR,JPY")]
    [InlineData(InstanceTypeOrder.Price, true, "dear,middle,cheap,EUR,JPY")]
    [InlineData(InstanceTypeOrder.PricePerGpu, false, "cheap,middle,dear,EUR,JPY")]
    [InlineData(InstanceTypeOrder.PricePerGpuMemory, false, "cheap,middle,dear,EUR,JPY")]
    public async Task Offers_in_another_currency_stand_last_in_an_order_by_price(InstanceTypeOrder order, bool isReversed, string names) =>
        Assert.Equal(names, string.Join(',', await Listed.NamesAsync(new() { OrderBy = order, ReverseOrder = isReversed }, Types)));

    [Fact]
    public async Task Offers_that_are_equal_in_an_order_are_not_told_apart_by_numbers_of_different_currencies() =>
        Assert.Equal(
            ["cheap", "middle", "dear", "EUR", "JPY"], await Listed.NamesAsync(new() { OrderBy = InstanceTypeOrder.GpuCount }, Types));

    [Fact]
    public async Task Offers_in_another_currency_are_never_under_a_highest_price()
    {
        Assert.Equal(["cheap", "middle"], await Listed.NamesAsync(new() { MaxPricePerHour = 2.5m }, Types));
        Assert.Equal(["cheap", "middle"], await Listed.NamesAsync(new() { MaxPricePerGpuHour = 2.5m }, Types));
    }

    [Theory]
    [InlineData("EUR")]
    [InlineData(" eur")]
    public async Task A_query_names_the_currency_that_it_compares(string currency)
    {
        Assert.Equal(["EUR"], await Listed.NamesAsync(new() { Currency = currency, MaxPricePerHour = 2 }, Types));
        Assert.Equal(["EUR", "JPY", "cheap", "middle", "dear"], await Listed.NamesAsync(new() { Currency = currency }, Types));
    }

    [Fact]
    public async Task What_is_listed_for_one_place_in_two_currencies_is_two_offers() =>
        Assert.Equal(
            ["USD", "JPY"],
            (await Listed.SearchAsync(new(), In("JPY", 300, "same"), In("USD", 2, "same"))).Select(static offer => offer.Currency));

    private static InstanceType In(string currency, decimal price, string? name = null) =>
        Listed.Type(name ?? currency, price) with { BasePrice = new Money { Amount = price, Currency = currency } };
}
