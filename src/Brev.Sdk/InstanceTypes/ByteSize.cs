using System.Buffers;
using System.Globalization;

namespace Brev.Sdk.InstanceTypes;

/// <summary>
/// Reads sizes as the lists of instance types write them: one or more numbers, each with its unit (<c>22GiB360MiB</c>, <c>1TiB226GiB</c>,
/// <c>0B</c>), or a number beside a unit. What cannot be read as a whole is no size: a part of it would be a wrong number.
/// </summary>
internal static class ByteSize
{
    private const decimal Kibi = 1024;
    private const decimal Gibi = Kibi * Kibi * Kibi;

    // Far more than any machine has, and far from where a sum of parts would overflow.
    private const decimal MostBytes = long.MaxValue;

    // Those of brevdev/cloud v1/bytes.go, and the short binary ones of Kubernetes. A small b after a capital letter means bits:
    // case counts.
    private static readonly Dictionary<string, decimal> BytesOf = new(StringComparer.Ordinal)
    {
        ["B"] = 1,
        ["KB"] = 1e3m, ["MB"] = 1e6m, ["GB"] = 1e9m, ["TB"] = 1e12m, ["PB"] = 1e15m, ["EB"] = 1e18m,
        ["KiB"] = Kibi, ["MiB"] = Kibi * Kibi, ["GiB"] = Gibi, ["TiB"] = Gibi * Kibi, ["PiB"] = Gibi * Kibi * Kibi, ["EiB"] = Gibi * Gibi,
        ["Ki"] = Kibi, ["Mi"] = Kibi * Kibi, ["Gi"] = Gibi, ["Ti"] = Gibi * Kibi, ["Pi"] = Gibi * Kibi * Kibi, ["Ei"] = Gibi * Gibi,
    };

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    /// <summary>
    /// The size in GiB; <see langword="null"/> for a blank text, one without a unit or with an unknown one, and a negative number.
    /// </summary>
    public static double? ToGiB(string? text)
    {
        var rest = text.AsSpan().Trim();
        var bytes = rest.IsEmpty ? (decimal?)null : 0;
        while (!rest.IsEmpty && bytes is not null)
        {
            bytes += TakePart(ref rest);
        }

        return ToGiB(bytes);
    }

    /// <summary>
    /// The size in GiB; <see langword="null"/> without a number or a unit, for an unknown unit, and for a negative number.
    /// </summary>
    public static double? ToGiB(long? value, ByteUnit? unit) =>
        value is >= 0 and { } number && unit is { } name && BytesOf.TryGetValue(name.Value, out var factor) && number <= MostBytes / factor
            ? ToGiB(number * factor)
            : null;

    private static double? ToGiB(decimal? bytes) => (double?)(bytes / Gibi);

    /// <summary>Takes one number and its unit from the beginning; <see langword="null"/> when something else stands there.</summary>
    private static decimal? TakePart(ref ReadOnlySpan<char> text)
    {
        var digits = text.IndexOfAnyExcept(NumberCharacters);
        if (digits <= 0 || !decimal.TryParse(text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        var tail = text[digits..].TrimStart(' ');
        var end = tail.IndexOfAnyExceptInRange('A', 'z');
        var unit = end < 0 ? tail : tail[..end];
        text = end < 0 ? [] : tail[end..].TrimStart(' ');
        return BytesOf.TryGetValue(unit.ToString(), out var factor) && number <= MostBytes / factor ? number * factor : null;
    }
}
