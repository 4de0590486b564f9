namespace Brev.Sdk.Testing.Ports;

/// <summary>An open port and what the fake knows about it.</summary>
/// <param name="OwnerId">The node or environment that it leads to.</param>
/// <param name="Port">The port, as answers show it.</param>
/// <param name="OpenedOn">When it was opened.</param>
internal sealed record OpenPort(string OwnerId, Port Port, DateTimeOffset OpenedOn)
{
    public bool IsHttp => Port.HttpProtocol is not null;

    public bool IsSystem => Port.Type == PortType.System;
}
