namespace Brev.Sdk.PackageTests;

/// <summary>A test that compiles natively. It is skipped, and says so, on a machine without the linker that this takes.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NativeFactAttribute : FactAttribute
{
    /// <summary>Looks for the linker.</summary>
    public NativeFactAttribute()
    {
        if (!IsInstalled("clang"))
        {
            Skip = "Native compilation needs a linker. Install it: apt-get install clang zlib1g-dev";
        }
    }

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH")
            ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
