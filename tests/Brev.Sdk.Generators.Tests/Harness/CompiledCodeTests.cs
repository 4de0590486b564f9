namespace Brev.Sdk.Generators.Tests.Harness;

/// <summary>Code that is not clean is told, whatever is wrong with it.</summary>
public sealed class CompiledCodeTests
{
    [Theory]
    [InlineData("public class A { int M() => missing; }", "CS0103")]
    [InlineData("public class A { Missing M; }", "CS0246")]
    [InlineData("public class A { void M() { int unused; } }", "CS0168")]
    [InlineData("public class A { string M() => null; }", "CS8603")]
    [InlineData("/// <summary><see cref=\"Missing\"/></summary>\npublic class A;", "CS1574")]
    [InlineData("/// <summary>open\npublic class A;", "CS1570")]
    [InlineData("public class A { [System.Obsolete] int M() => 0; int N() => M(); }", "CS0612")]
    public void What_a_build_would_say_is_a_complaint(string code, string id) =>
        Assert.Contains(id, GeneratorHarness.Compilation("Any", code).Complaints(), StringComparison.Ordinal);

    [Fact]
    public void Clean_code_has_none() => Assert.Equal("", GeneratorHarness.Compilation("Any", "internal class A;").Complaints());
}
