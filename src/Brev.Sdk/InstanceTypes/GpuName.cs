using System.Globalization;
using System.Text.RegularExpressions;

namespace Brev.Sdk.InstanceTypes;

/// <summary>
/// What the name of a GPU says, however a provider writes it: <c>nvidia-h100-80gb</c>, <c>H100_sxm5x8</c>, <c>NVIDIA A100-SXM4-80GB</c>,
/// <c>RTX6000Ada</c>. The name is cut into words; those for vendor, memory, form and count are taken out, and what remains is the model.
/// </summary>
/// <param name="Model"> The model under its one name; a model that is not known keeps what its provider calls it, in capital letters. Empty
/// when nothing remains.
/// </param>
/// <param name="Known">What the SDK knows about the model; <see langword="null"/> for one that it does not know.</param>
/// <param name="MemoryGB">The memory in the name, in GB as the vendor counts them.</param>
/// <param name="Form">How it is connected: <c>SXM</c>, <c>PCIe</c>, <c>NVL</c>.</param>
internal sealed partial record GpuName(string Model, GpuModel? Known, int? MemoryGB, string? Form)
{
    private const int MostWordsOfAModel = 4;

    private static readonly HashSet<string> Noise = new(StringComparer.Ordinal)
    {
        "NVIDIA", "TESLA", "GEFORCE", "QUADRO", "AMD", "INTEL", "HABANA", "INSTINCT", "RADEON", "GPU", "GPUS", "VGPU", "TENSOR", "CORE",
        "GENERATION", "GRAPHICS", "DATA", "CENTER", "BLACKWELL", "HOPPER", "SERVER", "WORKSTATION", "EDITION", "MEGA", "HIGH", "VWS", "IB",
        "ROCE", "NVLINK", "SPOT", "ONE", "STANDARD", "GRACE", "SUPERCHIP",
        "HBM2", "HBM2E", "HBM3", "HBM3E", "GDDR6", "GDDR7",
    };

    /// <summary>Reads a name.</summary>
    public static GpuName Parse(string? text)
    {
        var (sizes, words, form) = (new HashSet<int>(), new List<string>(), (string?)null);
        foreach (var word in Words(text))
        {
            if (MemoryWord().Match(word) is { Success: true } size)
            {
                sizes.Add(int.Parse(size.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture));
            }
            else if (FormOf(word) is { } found)
            {
                form ??= found;
            }
            else if (!Noise.Contains(word) && !CountWord().IsMatch(word))
            {
                words.Add(word);
            }
        }

        var known = FindModel(words);
        var model = known is null ? string.Join(' ', words) : Qualify(known.Name, words);
        return new GpuName(model, known, MemoryOf(sizes, words, known), form);
    }

    /// <summary>
    /// Nothing where two sizes stand in a name, as for shares of a GPU (<c>1g.10gb</c>), and where it is that of the processor (<c>GH200
    /// 480GB</c>).
    /// </summary>
    private static int? MemoryOf(HashSet<int> sizes, List<string> words, GpuModel? known) =>
        sizes.Count == 1 && !words.Contains("MIG") && known is not { IsArm: true } ? sizes.Single() : null;

    /// <summary>A share of a GPU (MIG) is not the GPU.</summary>
    private static string Qualify(string name, List<string> words) => words.Contains("MIG") ? name + " MIG" : name;

    /// <summary>
    /// Cuts at everything that is no letter and no digit, and where a form, a size or a count is written on to another word.
    /// </summary>
    private static IEnumerable<string> Words(string? text)
    {
        var plain = NotAlphanumeric().Replace((text ?? "").ToUpperInvariant(), " ");
        var joined = SizeApart().Replace(plain, "$1$2");
        return Glued().Replace(joined, " $1 ").Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(SplitSize);
    }

    /// <summary>
    /// Separates a size that is written on to a known model, <c>A10080GB</c>; the longest model counts, so that no digit moves from one to
    /// the other.
    /// </summary>
    private static IEnumerable<string> SplitSize(string word) =>
        !MemoryWord().IsMatch(word) && SizeAtEnd().IsMatch(word)
        && GpuModels.FindPrefix(word) is { } prefix && MemoryWord().IsMatch(word[prefix.Key.Length..])
            ? [prefix.Key, word[prefix.Key.Length..]]
            : [word];

    /// <summary>The longest run of words that is a model; of several, the first.</summary>
    private static GpuModel? FindModel(List<string> words)
    {
        for (var length = Math.Min(MostWordsOfAModel, words.Count); length > 0; length--)
        {
            for (var start = 0; start + length <= words.Count; start++)
            {
                if (GpuModels.Find(string.Concat(words.Skip(start).Take(length))) is { } model)
                {
                    return model;
                }
            }
        }

        return null;
    }

    private static string? FormOf(string word) => word switch
    {
        "PCIE" or "PCI" => "PCIe",
        "NVL" => "NVL",
        _ => FormWord().IsMatch(word) ? "SXM" : null,
    };

    [GeneratedRegex("[^A-Z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex NotAlphanumeric();

    [GeneratedRegex("(?<![A-Z0-9])([1-9][0-9]{0,3}) (GIB|GB)(?![A-Z0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex SizeApart();

    [GeneratedRegex("(SXM[0-9]?|PCIE|NVLINK|X[0-9]{1,2}(?![0-9A-Z]))", RegexOptions.CultureInvariant)]
    private static partial Regex Glued();

    [GeneratedRegex("^([1-9][0-9]{0,3})(?:GIB|GB|G)$", RegexOptions.CultureInvariant)]
    private static partial Regex MemoryWord();

    [GeneratedRegex("[0-9](?:GIB|GB|G)$", RegexOptions.CultureInvariant)]
    private static partial Regex SizeAtEnd();

    [GeneratedRegex("^SXM[0-9]?$", RegexOptions.CultureInvariant)]
    private static partial Regex FormWord();

    [GeneratedRegex("^(?:X[0-9]{1,2}|[0-9]{1,2}X)$", RegexOptions.CultureInvariant)]
    private static partial Regex CountWord();
}
