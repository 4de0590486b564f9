using Brev.Sdk.Ssh.Copying;

namespace Brev.Sdk.Ssh.Tests.Copying;

/// <summary>Which names of the machine a file can have here.</summary>
public sealed class LocalNameTests
{
    [Theory]
    [InlineData("step:100.bin")]
    [InlineData("a\\b")]
    [InlineData("what?")]
    [InlineData("tab\there")]
    [InlineData("ends with a dot.")]
    [InlineData("ends with a blank ")]
    [InlineData("NUL")]
    [InlineData("com1.txt")]
    public void A_name_that_Windows_does_not_take_is_usable_elsewhere_only(string name) =>
        Assert.Equal((false, true), (LocalName.IsUsable(name, isWindows: true), LocalName.IsUsable(name, isWindows: false)));

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a\0b")]
    public void A_name_that_would_land_elsewhere_is_usable_nowhere(string name) =>
        Assert.Equal((false, false), (LocalName.IsUsable(name, isWindows: true), LocalName.IsUsable(name, isWindows: false)));

    [Theory]
    [InlineData("model.bin")]
    [InlineData(".hidden")]
    [InlineData("it's 1")]
    [InlineData("console")]
    [InlineData("漢")]
    public void A_plain_name_is_usable_everywhere(string name) =>
        Assert.Equal((true, true), (LocalName.IsUsable(name, isWindows: true), LocalName.IsUsable(name, isWindows: false)));
}
