using Xunit;

namespace Brev.Sdk.Tests.Conventions;

/// <summary>A test of what only Unix has: modes and pipes in folders. It is skipped, and says so, on Windows.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnixFactAttribute : FactAttribute
{
    /// <summary>Looks where it runs.</summary>
    public UnixFactAttribute()
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = "Windows has no modes and no pipes in folders. Run it on Linux or macOS.";
        }
    }
}
