using System.Net;

namespace Brev.Sdk.Testing.Ports;

/// <summary>The open ports of all nodes, or of all environments. Thread-safe.</summary>
internal sealed class PortTable(TimeProvider clock, PublicPortNumbers numbers)
{
    private readonly object _lock = new();
    private readonly List<OpenPort> _ports = [];

    public IReadOnlyList<Port> Of(string ownerId)
    {
        lock (_lock)
        {
            return [.. _ports.Where(port => port.OwnerId == ownerId).Select(static port => port.Port)];
        }
    }

    public OpenPort? Find(string portId)
    {
        lock (_lock)
        {
            return _ports.Find(port => port.Port.PortId == portId);
        }
    }

    /// <summary>Opens a TCP, UDP or SSH port, or returns the one that already leads there.</summary>
    public Port Open(string ownerId, PortProtocol protocol, int serverPort, IReadOnlyList<string> allowedSources)
    {
        lock (_lock)
        {
            return FindMapping(ownerId, protocol, serverPort)?.Port ?? Add(ownerId, new Port
            {
                PortId = numbers.NextId(),
                Protocol = protocol,
                PortNumber = numbers.NextNumber(),
                ServerPort = serverPort,
                Hostname = PublicPortNumbers.Relay,
                AllowedSources = allowedSources,
                Type = PortType.User,
            });
        }
    }

    /// <summary>Opens a port as Brev does by itself, under an id that other answers mention; the default is a new one.</summary>
    public Port OpenSystem(string ownerId, PortProtocol protocol, int serverPort, string? portId = null, DnsEndPoint? endpoint = null)
    {
        lock (_lock)
        {
            return Add(ownerId, new Port
            {
                PortId = portId ?? numbers.NextId(),
                Protocol = protocol,
                PortNumber = endpoint?.Port ?? numbers.NextNumber(),
                ServerPort = serverPort,
                Hostname = endpoint?.Host ?? PublicPortNumbers.Relay,
                Type = PortType.System,
            });
        }
    }

    /// <summary>
    /// Publishes an HTTP port, or returns the one that already leads there; <see langword="null"/> when the host name leads to another
    /// port.
    /// </summary>
    public Port? OpenHttp(string ownerId, Port requested)
    {
        lock (_lock)
        {
            var taken = _ports.Find(port => port.Port.Hostname == requested.Hostname && port.IsHttp);
            return taken is null ? Add(ownerId, requested with { PortId = numbers.NextId(), PortNumber = 443, Type = PortType.User })
                : taken.OwnerId == ownerId && taken.Port.ServerPort == requested.ServerPort ? taken.Port
                : null;
        }
    }

    /// <summary>Has a port lead to another port of the machine; <see langword="false"/> when another mapping leads there.</summary>
    public bool TryRetarget(string portId, int serverPort, out Port? port)
    {
        lock (_lock)
        {
            var open = _ports.Find(port => port.Port.PortId == portId);
            port = null;
            if (open is null || (open.Port.Protocol is { } protocol
                && FindMapping(open.OwnerId, protocol, serverPort) is { } other
                && other != open))
            {
                return false;
            }

            port = Change(portId, port => port with { ServerPort = serverPort });
            return true;
        }
    }

    public Port? Change(string portId, Func<Port, Port> change)
    {
        lock (_lock)
        {
            var index = _ports.FindIndex(port => port.Port.PortId == portId);
            return index < 0 ? null : (_ports[index] = _ports[index] with { Port = change(_ports[index].Port) }).Port;
        }
    }

    public void Close(string portId)
    {
        lock (_lock)
        {
            _ports.RemoveAll(port => port.Port.PortId == portId);
        }
    }

    public void CloseAllOf(string ownerId)
    {
        lock (_lock)
        {
            _ports.RemoveAll(port => port.OwnerId == ownerId);
        }
    }

    private OpenPort? FindMapping(string ownerId, PortProtocol protocol, int serverPort) =>
        _ports.Find(port => port.OwnerId == ownerId && port.Port.Protocol == protocol && port.Port.ServerPort == serverPort);

    private Port Add(string ownerId, Port port)
    {
        _ports.Add(new OpenPort(ownerId, port, clock.GetUtcNow()));
        return port;
    }
}
