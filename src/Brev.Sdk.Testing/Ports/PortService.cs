using Brev.Sdk.Testing.Http;

namespace Brev.Sdk.Testing.Ports;

/// <summary>What differs between the ports of nodes and the ports of environments.</summary>
internal abstract class PortService
{
    /// <summary>The word in the ids of the operations, such as <c>Node</c> in <c>OpenNodePort</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>The member of requests that names the machine.</summary>
    public abstract string OwnerMember { get; }

    /// <summary>Why the caller may not use this machine, or <see langword="null"/> when it may.</summary>
    public abstract FakeAnswer? Refuse(OperationCall call, string ownerId);

    /// <summary>Why no port can be opened on this machine, or <see langword="null"/> when one can.</summary>
    public abstract FakeAnswer? RefuseOpening(string ownerId);

    /// <summary>The networks in a request that restricts a port; <see langword="null"/> when they have the wrong shape.</summary>
    public abstract IReadOnlyList<string>? ReadSources(JsonObject request);

    /// <summary>The e-mail addresses in a request that sets who gets in; <see langword="null"/> when they have the wrong shape.</summary>
    public abstract IReadOnlyList<string>? ReadEmails(JsonObject request);

    /// <summary>A port has been closed.</summary>
    public virtual void Closed(OpenPort port)
    {
    }
}
