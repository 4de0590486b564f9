using System.Collections.Frozen;

namespace Brev.Sdk.InstanceTypes;

/// <summary>The GPUs that clouds rent out. One that is missing here keeps its own name.</summary>
internal static class GpuModels
{
    private static readonly GpuModel[] All =
    [
        Arm(10.3, "GB300"), Arm(10.0, "GB200"), Arm(12.1, "GB10"), Arm(9.0, "GH200"), Cuda(10.3, "B300"), Cuda(10.0, "B200"),
        Cuda(10.0, "B100"), Cuda(9.0, "H200"), Cuda(9.0, "H100"), Cuda(9.0, "H800"), Cuda(9.0, "H20"), Cuda(8.9, "L40S"),
        Cuda(8.9, "L40"), Cuda(8.9, "L20"), Cuda(8.9, "L4"), Cuda(8.9, "L2"), Cuda(8.0, "A100"), Cuda(8.0, "A800"), Cuda(8.0, "A30"),
        Cuda(8.6, "A40"), Cuda(8.6, "A16"), Cuda(8.6, "A10G"), Cuda(8.6, "A10"), Cuda(8.6, "A2"), Arm(7.5, "T4G"), Cuda(7.5, "T4"),
        Cuda(7.0, "V100S"), Cuda(7.0, "V100"), Cuda(6.0, "P100"), Cuda(6.1, "P40"), Cuda(6.1, "P4"), Cuda(5.2, "M60"),
        Cuda(5.2, "M40"), Cuda(3.7, "K80"), Cuda(12.0, "RTX PRO 6000", "PRO6000"), Cuda(12.0, "RTX PRO 5000", "PRO5000"),
        Cuda(12.0, "RTX PRO 4500", "PRO4500"), Cuda(12.0, "RTX PRO 4000", "PRO4000"), Cuda(8.9, "RTX 6000 Ada", "6000ADA"),
        Cuda(8.9, "RTX 5000 Ada", "5000ADA"), Cuda(8.9, "RTX 4500 Ada", "4500ADA"), Cuda(8.9, "RTX 4000 Ada", "4000ADA"),
        Cuda(8.9, "RTX 2000 Ada", "2000ADA"), Cuda(8.6, "A6000", "RTXA6000"), Cuda(8.6, "A5500", "RTXA5500"),
        Cuda(8.6, "A5000", "RTXA5000"), Cuda(8.6, "A4500", "RTXA4500"), Cuda(8.6, "A4000", "RTXA4000"), Cuda(8.6, "A2000", "RTXA2000"),
        Cuda(7.5, "RTX 8000"), Cuda(7.5, "RTX 6000"), Cuda(7.5, "RTX 5000"), Cuda(7.5, "RTX 4000"), Cuda(12.0, "RTX 5090", "5090"),
        Cuda(12.0, "RTX 5080", "5080"), Cuda(12.0, "RTX 5070 Ti"), Cuda(12.0, "RTX 5070"), Cuda(8.9, "RTX 4090", "4090"),
        Cuda(8.9, "RTX 4080", "4080"), Cuda(8.9, "RTX 4070 Ti"), Cuda(8.9, "RTX 4070"), Cuda(8.6, "RTX 3090 Ti", "3090TI"),
        Cuda(8.6, "RTX 3090", "3090"), Cuda(8.6, "RTX 3080 Ti"), Cuda(8.6, "RTX 3080", "3080"), Cuda(8.6, "RTX 3070"),
        Cuda(8.6, "RTX 3060"), Cuda(7.5, "RTX 2080 Ti", "2080TI"), Cuda(7.5, "RTX 2080"), Cuda(7.5, "Titan RTX"), Cuda(7.0, "Titan V"),
        Cuda(6.1, "GTX 1080 Ti"), Other("MI355X"), Other("MI325X"), Other("MI300X"), Other("MI250X"), Other("MI250"), Other("MI210"),
        Other("MI100"), Other("PRO V520", "V520"), Other("PRO V710", "V710"), Other("Gaudi 3", "GAUDIHL325", "HL325"),
        Other("Gaudi 2", "GAUDIHL225", "HL225"), Other("Gaudi", "GAUDIHL205", "HL205"),
    ];

    private static readonly FrozenDictionary<string, GpuModel> ByKey =
        All.SelectMany(static model => model.Keys.Select(key => KeyValuePair.Create(key, model)))
            .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The model that is written exactly so, in capital letters and digits alone.</summary>
    public static GpuModel? Find(string key) => ByKey.GetValueOrDefault(key);

    /// <summary>The longest way to write a model that a text begins with.</summary>
    public static (GpuModel Model, string Key)? FindPrefix(string text)
    {
        for (var length = text.Length - 1; length >= 2; length--)
        {
            if (ByKey.TryGetValue(text[..length], out var model))
            {
                return (model, text[..length]);
            }
        }

        return null;
    }

    private static GpuModel Cuda(double capability, string name, params string[] aliases) => new(name, capability, IsArm: false, aliases);

    private static GpuModel Arm(double capability, string name, params string[] aliases) => new(name, capability, IsArm: true, aliases);

    private static GpuModel Other(string name, params string[] aliases) => new(name, null, IsArm: false, aliases);
}
