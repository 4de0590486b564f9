namespace Brev.Sdk.Generators.Specs;

/// <summary>A client and the document that it calls.</summary>
internal sealed record ClientPair(ClientTarget Client, DocumentSpec Document)
{
    public EndpointTypesSpec EndpointTypes => new(Client.Namespace, Document.Servers, Client.Path);

    private IEnumerable<OperationSpec> Operations =>
        Document.Tags.SelectMany(tag => tag.Operations).OrderBy(operation => operation.Id, StringComparer.Ordinal);

    public CompositionSpec Composition =>
        new(Client, Document.Namespace, Document.Servers, new(Operations.Select(EndpointSpec.From)));

    public IEnumerable<ClientTagSpec> Tags => Document.Tags.Select(tag => new ClientTagSpec(
        Client,
        Document.Namespace,
        tag with { Description = "", Operations = new(tag.Operations.Select(operation => operation.WithoutDocumentation)) }));
}
