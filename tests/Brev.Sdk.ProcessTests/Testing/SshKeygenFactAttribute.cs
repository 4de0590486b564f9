namespace Brev.Sdk.ProcessTests.Testing;

/// <summary>A test that asks OpenSSH. It is skipped, and says so, on a machine without it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SshKeygenFactAttribute : FactAttribute
{
    /// <summary>Looks for the program.</summary>
    public SshKeygenFactAttribute()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, "ssh-keygen")) || File.Exists(Path.Combine(folder, "ssh-keygen.exe"))))
        {
            Skip = "There is no ssh-keygen to read the certificate with. Install it: apt-get install openssh-client";
        }
    }
}
