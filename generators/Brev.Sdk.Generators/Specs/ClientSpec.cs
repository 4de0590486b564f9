namespace Brev.Sdk.Generators.Specs;

/// <summary>The class that carries the attribute.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="DocumentNamespace">The namespace of the document that it calls.</param>
/// <param name="Exceptions">What its methods document.</param>
internal sealed record ClientTarget(string Namespace, string Name, string DocumentNamespace, EquatableArray<ClientExceptionSpec> Exceptions);

/// <summary>An exception that the client's methods document.</summary>
internal sealed record ClientExceptionSpec(string Type, string Text, bool OnlyWhenSecured);

/// <summary>A class with the attribute, as it was found.</summary>
/// <param name="Target">What is to be completed.</param>
/// <param name="Location">Where its name stands.</param>
/// <param name="Obstacle">Why it cannot be completed; empty when it can.</param>
internal sealed record FoundClient(ClientTarget Target, LocationSpec Location, string Obstacle);

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

/// <summary>A client and the document that it calls.</summary>
internal sealed record ClientPair(ClientTarget Client, DocumentSpec Document)
{
    public EndpointTypesSpec EndpointTypes => new(Client.Namespace, Document.Servers);

    public CompositionSpec Composition =>
        new(Client, Document.Namespace, Document.Servers, new(Document.Tags.SelectMany(tag => tag.Operations).OrderBy(operation => operation.Id, StringComparer.Ordinal).Select(EndpointSpec.From)));

    public IEnumerable<ClientTagSpec> Tags => Document.Tags.Select(tag => new ClientTagSpec(Client, Document.Namespace, tag));
}
