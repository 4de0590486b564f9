using System.Globalization;

namespace Brev.Sdk.Quickstart;

/// <summary>Amounts, times and sizes as the reader sees them.</summary>
internal static class Display
{
    public static string Money(decimal amount, string currency) =>
        string.Create(CultureInfo.InvariantCulture, $"{currency} {amount:0.00##}");

    public static string Time(TimeSpan time) => time.TotalMinutes switch
    {
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} seconds"),
        1 => "1 minute",
        var minutes => string.Create(CultureInfo.InvariantCulture, $"{minutes:0.#} minutes"),
    };

    public static string Moment(DateTimeOffset? time) => time?.ToString("u", CultureInfo.InvariantCulture) ?? "an unknown time";

    public static string Size(double? gib) => gib is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{gib:0.#} GiB");
}
