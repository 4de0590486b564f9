using Brev.Sdk.Tests.Authentication;
using Brev.Sdk.Tests.Doubles;
using Xunit;

namespace Brev.Sdk.Tests.Conventions;

/// <summary>A test that needs a small disk to fill up. It is skipped, and says so, where none can be mounted.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SmallDiskFactAttribute : FactAttribute
{
    /// <summary>Tries to mount one.</summary>
    public SmallDiskFactAttribute()
    {
        using var folder = new TemporaryFolder();
        using var disk = SmallDisk.TryMount(folder.Path, "size=16k");
        if (disk is null)
        {
            Skip = "No small file system can be mounted here. Run it as root on Linux, where mount is allowed.";
        }
    }
}
