using Brev.Sdk.Testing.Connect;
using Brev.Sdk.Testing.Http;

namespace Brev.Sdk.Testing.Ports;

/// <summary>The operations on ports that nodes and environments have in common.</summary>
internal sealed class PortOperations(PortService service, PortTable ports)
{
    public void AddTo(OperationTable table)
    {
        table.Add($"Open{service.Kind}Port", call => WithOwner(call, ownerId => Open(call.Body, ownerId)));
        table.Add($"Open{service.Kind}HttpPort", call => WithOwner(call, ownerId => OpenHttp(call.Body, ownerId)));
        table.Add($"Close{service.Kind}Port", call => WithPort(call, Close));
        table.Add($"Set{service.Kind}PortTarget", call => WithPort(call, port => Retarget(call.Body, port)));
        table.Add($"Set{service.Kind}PortAllowedSources", call => WithPort(call, port => Restrict(call.Body, port)));
        table.Add($"Set{service.Kind}HttpPortProtocol", call => WithPort(call, port => SetProtocol(call.Body, port)));
        table.Add($"Set{service.Kind}HttpPortAccess", call => WithPort(call, port => SetAccess(call.Body, port)));
    }

    private static FakeAnswer Answer(Port? port) =>
        port is null ? ConnectErrors.NotFound("port") : ConnectAnswer.Of("port", port, ConnectJsonContext.Default.Port);

    private FakeAnswer WithOwner(OperationCall call, Func<string, FakeAnswer> answer) =>
        !call.TryGetText(service.OwnerMember, out var ownerId) ? ConnectErrors.InvalidArgument($"{service.OwnerMember} is required")
        : service.Refuse(call, ownerId) ?? service.RefuseOpening(ownerId) ?? answer(ownerId);

    private FakeAnswer WithPort(OperationCall call, Func<OpenPort, FakeAnswer> answer) =>
        !call.TryGetText("portId", out var portId) ? ConnectErrors.InvalidArgument("portId is required")
        : ports.Find(portId) is not { } port ? ConnectErrors.NotFound("port")
        : service.Refuse(call, port.OwnerId) ?? answer(port);

    /// <summary>In the request <c>portNumber</c> is the port on the machine; in the answer it is the one on the internet.</summary>
    private FakeAnswer Open(JsonObject request, string ownerId)
    {
        var sources = request.Texts("allowedSources");
        var (protocol, serverPort) = (request.Text("protocol"), request.Number("portNumber"));
        return (PortRules.CheckProtocol(protocol) ?? PortRules.CheckNumber(serverPort) ?? PortRules.CheckSources(sources)) is { } problem
            ? ConnectErrors.InvalidArgument(problem)
            : Answer(ports.Open(ownerId, protocol, serverPort, sources!));
    }

    private FakeAnswer OpenHttp(JsonObject request, string ownerId)
    {
        var serverPort = request.Number("portNumber");
        var (label, protocol) = (request.Text("customHostname"), request.Text("httpProtocol"));
        var (emails, everybody) = (request.Texts("authorizedEmails"), request.Flag("allowPublicUnauthenticated"));
        label = label.Length == 0 ? $"{serverPort}-{ownerId.ToLowerInvariant()}" : label;
        protocol = protocol.Length == 0 ? HttpPortProtocol.Http.Value : protocol;
        var problem = PortRules.CheckNumber(serverPort) ?? PortRules.CheckLabel(label, ownerId) ?? PortRules.CheckHttpProtocol(protocol)
            ?? PortRules.CheckAccess(emails, everybody);
        return problem is not null ? ConnectErrors.InvalidArgument(problem)
            : ports.OpenHttp(ownerId, NewHttpPort(label, serverPort, protocol, emails!, everybody)) is { } port ? Answer(port)
            : ConnectErrors.AlreadyExists($"hostname {label} already exists");
    }

    private static Port NewHttpPort(string label, int serverPort, string protocol, IReadOnlyList<string> emails, bool everybody) => new()
    {
        HttpProtocol = protocol,
        ServerPort = serverPort,
        Hostname = $"{label}.{PublicPortNumbers.HttpDomain}",
        AuthorizedEmails = emails,
        AllowPublicUnauthenticated = everybody ? true : null,
    };

    private FakeAnswer Close(OpenPort port)
    {
        if (port.IsSystem)
        {
            return ConnectErrors.FailedPrecondition("system ports cannot be closed");
        }

        ports.Close(port.Port.PortId!);
        service.Closed(port);
        return ConnectAnswer.Empty;
    }

    private FakeAnswer Retarget(JsonObject request, OpenPort port)
    {
        var serverPort = request.Number("portNumber");
        return PortRules.CheckNumber(serverPort) is { } problem ? ConnectErrors.InvalidArgument(problem)
            : port.IsSystem ? ConnectErrors.FailedPrecondition("system ports cannot be changed")
            : ports.TryRetarget(port.Port.PortId!, serverPort, out var changed) ? Answer(changed)
            : ConnectErrors.AlreadyExists($"port {serverPort} is already open");
    }

    private FakeAnswer Restrict(JsonObject request, OpenPort port)
    {
        var sources = service.ReadSources(request);
        return port.IsHttp ? ConnectErrors.InvalidArgument(
            "allowedSources are for TCP, UDP and SSH ports; set who gets in to an HTTP port by e-mail address")
            : PortRules.CheckSources(sources) is { } problem ? ConnectErrors.InvalidArgument(problem)
            : Answer(ports.Change(port.Port.PortId!, port => port with { AllowedSources = sources! }));
    }

    private FakeAnswer SetProtocol(JsonObject request, OpenPort port)
    {
        var protocol = request.Text("httpProtocol");
        return !port.IsHttp ? NotHttp
            : PortRules.CheckHttpProtocol(protocol) is { } problem ? ConnectErrors.InvalidArgument(problem)
            : Answer(ports.Change(port.Port.PortId!, port => port with { HttpProtocol = protocol }));
    }

    private FakeAnswer SetAccess(JsonObject request, OpenPort port)
    {
        var (emails, everybody) = (service.ReadEmails(request), request.Flag("allowPublicUnauthenticated"));
        return !port.IsHttp ? NotHttp
            : PortRules.CheckAccess(emails, everybody) is { } problem ? ConnectErrors.InvalidArgument(problem)
            : Answer(ports.Change(
                port.Port.PortId!, port => port with { AuthorizedEmails = emails!, AllowPublicUnauthenticated = everybody ? true : null }));
    }

    private static FakeAnswer NotHttp { get; } = ConnectErrors.InvalidArgument("the port is no HTTP port");
}
