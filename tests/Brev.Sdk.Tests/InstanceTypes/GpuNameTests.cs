using Brev.Sdk.InstanceTypes;

namespace Brev.Sdk.Tests.InstanceTypes;

public sealed class GpuNameTests
{
    [Theory]
    [InlineData("H100", "H100")]
    [InlineData("nvidia-h100-80gb", "H100")]
    [InlineData("nvidia-h100-mega-80gb", "H100")]
    [InlineData("NVIDIA H100 80GB HBM3", "H100")]
    [InlineData("H100_sxm5x8", "H100")]
    [InlineData("H100x8_NVLINK", "H100")]
    [InlineData("h100-80gb-sxm-ib.8x", "H100")]
    [InlineData("gpu_8x_h100_sxm5", "H100")]
    [InlineData("H100 NVL", "H100")]
    [InlineData("H200", "H200")]
    [InlineData("nvidia-h200-141gb", "H200")]
    [InlineData("A100", "A100")]
    [InlineData("nvidia-tesla-a100", "A100")]
    [InlineData("nvidia-a100-80gb", "A100")]
    [InlineData("A100_80Gx2", "A100")]
    [InlineData("A100-SXM4-40GB", "A100")]
    [InlineData("NVIDIA A100 80 GB PCIe", "A100")]
    [InlineData("A10080GB", "A100")]
    [InlineData("A10", "A10")]
    [InlineData("A10G", "A10G")]
    [InlineData("A1024GB", "A10")]
    [InlineData("L4", "L4")]
    [InlineData("nvidia-l4", "L4")]
    [InlineData("nvidia-l4-vws", "L4")]
    [InlineData("L424GB", "L4")]
    [InlineData("L40", "L40")]
    [InlineData("L40S", "L40S")]
    [InlineData("L40Sx4", "L40S")]
    [InlineData("l40s-48gb.1x", "L40S")]
    [InlineData("T4", "T4")]
    [InlineData("nvidia-tesla-t4", "T4")]
    [InlineData("Tesla T4", "T4")]
    [InlineData("T4g", "T4G")]
    [InlineData("T416GB", "T4")]
    [InlineData("V100-SXM2-16GB", "V100")]
    [InlineData("A6000", "A6000")]
    [InlineData("RTX A6000", "A6000")]
    [InlineData("RTX6000Ada", "RTX 6000 Ada")]
    [InlineData("NVIDIA RTX 6000 Ada Generation", "RTX 6000 Ada")]
    [InlineData("Quadro RTX 6000", "RTX 6000")]
    [InlineData("RTXPro6000", "RTX PRO 6000")]
    [InlineData("NVIDIA RTX PRO 6000 Blackwell Server Edition", "RTX PRO 6000")]
    [InlineData("GeForce RTX 4090", "RTX 4090")]
    [InlineData("RTX4090x2", "RTX 4090")]
    [InlineData("MI300Xx8", "MI300X")]
    [InlineData("mi300x-192gb-ib.8x", "MI300X")]
    [InlineData("Gaudi HL-205", "Gaudi")]
    [InlineData("GAUDI3", "Gaudi 3")]
    [InlineData("NVIDIA GH200 480GB", "GH200")]
    [InlineData("GB200 NVL72", "GB200")]
    [InlineData("B200", "B200")]
    public void A_model_has_one_name_however_it_is_written(string text, string model) => Assert.Equal(model, GpuName.Parse(text).Model);

    [Theory]
    [InlineData("nvidia-h100-80gb", 80)]
    [InlineData("A100_80Gx2", 80)]
    [InlineData("A100-SXM4-40GB", 40)]
    [InlineData("NVIDIA A100 80 GB PCIe", 80)]
    [InlineData("A10080GB", 80)]
    [InlineData("A100", null)]
    [InlineData("T4G", null)]
    [InlineData("A10G", null)]
    [InlineData("NVIDIA GH200 480GB", null)]
    [InlineData("A100 MIG 1g.10gb", null)]
    [InlineData("A100-1g.5gb", null)]
    public void Memory_is_read_from_a_name_that_says_it(string text, int? memory) => Assert.Equal(memory, GpuName.Parse(text).MemoryGB);

    [Theory]
    [InlineData("H100_sxm5x8", "SXM")]
    [InlineData("A100-SXM4-40GB", "SXM")]
    [InlineData("NVIDIA A100 80GB PCIe", "PCIe")]
    [InlineData("H100 NVL", "NVL")]
    [InlineData("H100", null)]
    public void The_form_is_read_from_a_name_that_says_it(string text, string? form) => Assert.Equal(form, GpuName.Parse(text).Form);

    [Fact]
    public void A_model_that_is_not_known_keeps_its_name() => Assert.Equal("Z9000 ULTRA", GpuName.Parse("nvidia-z9000-ultra").Model);

    [Fact]
    public void A_share_of_a_GPU_is_not_the_GPU() => Assert.Equal("A100 MIG", GpuName.Parse("nvidia-a100-mig-1g.5gb").Model);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("---")]
    public void A_name_that_says_nothing_has_no_model(string? text) => Assert.Equal("", GpuName.Parse(text).Model);

    [Fact]
    public void Random_text_never_throws()
    {
        var random = new Random(11);
        const string Alphabet = "AHL0123456789xXgGbBsSmM-_ .:éß";
        for (var round = 0; round < 20_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(0, 20)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));

            Assert.NotNull(GpuName.Parse(text).Model);
        }
    }
}
