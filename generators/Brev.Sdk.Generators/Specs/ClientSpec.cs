namespace Brev.Sdk.Generators.Specs;

/// <summary>The class that carries the attribute.</summary>
internal sealed record ClientTarget(string Namespace, string Name, EquatableArray<ClientExceptionSpec> Exceptions);

/// <summary>An exception that the client's methods document.</summary>
internal sealed record ClientExceptionSpec(string Type, string Text, bool OnlyWhenSecured);

/// <summary>One line of the endpoint table.</summary>
internal sealed record EndpointSpec(string Id, string Method, string Path, string Server, bool IsSecured, bool IsRepeatSafe)
{
    public static EndpointSpec From(OperationSpec operation) =>
        new(operation.Id, operation.Method, operation.Path, operation.Server, operation.IsSecured, operation.IsRepeatSafe);
}

/// <summary>What the client's endpoint types are made of.</summary>
internal sealed record EndpointTypesSpec(string Namespace, EquatableArray<ServerSpec> Servers);

/// <summary>What binds the client to its servers, with its endpoint table.</summary>
internal sealed record CompositionSpec(ClientTarget Client, string DocumentNamespace, EquatableArray<ServerSpec> Servers, EquatableArray<EndpointSpec> Endpoints);

/// <summary>The client's methods of one tag.</summary>
internal sealed record ClientTagSpec(ClientTarget Client, string DocumentNamespace, TagSpec Tag);
