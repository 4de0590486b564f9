namespace Brev.Sdk;

/// <summary>One line of what a remote command prints, without its line break.</summary>
/// <param name="Text">The line. One of more than 65,536 characters comes in pieces of about that length.</param>
/// <param name="IsError">Whether the command has written it to its error stream.</param>
public readonly record struct SshOutputLine(string Text, bool IsError)
{
    /// <summary>The line itself.</summary>
    public override string ToString() => Text;
}
