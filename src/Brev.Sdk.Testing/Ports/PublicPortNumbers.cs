namespace Brev.Sdk.Testing.Ports;

/// <summary>The port numbers and ids that the fake's one relay hands out, to nodes and environments alike.</summary>
internal sealed class PublicPortNumbers
{
    private int _number;
    private int _id;

    /// <summary>The relay that TCP, UDP and SSH ports are reached through; the name of the real one.</summary>
    public const string Relay = "global.prd.ga.run.brev.nvidia.com";

    /// <summary>The domain of HTTP ports; the name of the real one.</summary>
    public const string HttpDomain = "apps.run.brev.nvidia.com";

    public int NextNumber() => 19000 + Interlocked.Increment(ref _number);

    public string NextId() => $"nport-{Interlocked.Increment(ref _id)}";
}
