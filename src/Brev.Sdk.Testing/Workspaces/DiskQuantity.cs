using System.Globalization;

namespace Brev.Sdk.Testing.Workspaces;

/// <summary>
/// Reads the size of a disk: a number with one of the units of a Kubernetes quantity. The real server refuses a number alone. Kubernetes
/// also takes exponents and parts of a byte; no client is known to send them.
/// </summary>
internal static class DiskQuantity
{
    private const double Kibi = 1024;
    private const double Gibi = Kibi * Kibi * Kibi;

    // Case counts: m would be a thousandth.
    private static readonly Dictionary<string, double> BytesOf = new(StringComparer.Ordinal)
    {
        ["k"] = 1e3, ["M"] = 1e6, ["G"] = 1e9, ["T"] = 1e12, ["P"] = 1e15, ["E"] = 1e18,
        ["Ki"] = Kibi, ["Mi"] = Kibi * Kibi, ["Gi"] = Gibi, ["Ti"] = Gibi * Kibi, ["Pi"] = Gibi * Kibi * Kibi, ["Ei"] = Gibi * Gibi,
    };

    /// <summary>The whole GiB that it takes, which clouds call GB; <see langword="null"/> for what is no such quantity.</summary>
    public static double? ToGiB(string? text)
    {
        var number = text.AsSpan().TrimEnd("kKMGTPEi");
        return BytesOf.TryGetValue((text ?? "")[number.Length..], out var factor)
            && double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            ? Math.Ceiling(count * factor / Gibi)
            : null;
    }
}
