namespace Brev.Sdk;

/// <summary>Who created a machine.</summary>
/// <param name="UserId">The user's id.</param>
/// <param name="Name">The user's name; <see langword="null"/> when the list of members does not say.</param>
/// <param name="Email">The user's e-mail address; <see langword="null"/> when the list of members does not say. Personal data.</param>
public sealed record MachineOwner(string UserId, string? Name = null, string? Email = null)
{
    /// <summary>The name, otherwise the id; never the address.</summary>
    public override string ToString() => Name ?? UserId;
}
