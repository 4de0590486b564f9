using Xunit;

namespace Brev.Sdk.Tests.Conventions;

/// <summary>A test with a symbolic link, which Windows lets not every user make. It is skipped there, and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinkFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Obstacle = new(Find);

    /// <summary>Looks whether links can be made.</summary>
    public LinkFactAttribute() => Skip = Obstacle.Value;

    private static string? Find()
    {
        var folder = Directory.CreateTempSubdirectory("brev-link-");
        try
        {
            File.CreateSymbolicLink(Path.Combine(folder.FullName, "link"), "nowhere");
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"This user may not make symbolic links ({exception.Message}). Switch on the developer mode of Windows.";
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
