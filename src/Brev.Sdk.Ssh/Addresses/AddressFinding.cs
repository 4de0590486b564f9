namespace Brev.Sdk.Ssh.Addresses;

/// <summary>What one look has found: an address, or why there is none yet.</summary>
internal sealed record AddressFinding
{
    private AddressFinding()
    {
    }

    public SshAddress? Address { get; private init; }

    public string Missing { get; private init; } = "";

    /// <summary>Whether a look-up failed for a reason that may pass, so that the next look may find another address.</summary>
    public bool IsDoubtful { get; init; }

    public static AddressFinding At(SshAddress address) => new() { Address = address };

    public static AddressFinding NotYet(string missing) => new() { Missing = missing };
}
