using Brev.Sdk.Generators.Emitting;
using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.BoundsTests;

/// <summary>All that both generators emit for a document, without a compiler around them.</summary>
internal static class EmittedText
{
    /// <summary>How many characters it has.</summary>
    public static long Length(DocumentSpec document) => Contracts(document).Concat(Client(document)).Sum(static text => (long)text.Length);

    private static IEnumerable<string> Contracts(DocumentSpec document)
    {
        var name = document.Namespace;
        return document.Models.Select(model => ModelEmitter.Emit(name, model))
            .Concat(document.Models.Select(model => ModelJsonEmitter.Emit(name, model)))
            .Concat(document.Unions.Select(union => UnionEmitter.Emit(name, union)))
            .Concat(document.Unions.Select(union => UnionJsonEmitter.Emit(name, union)))
            .Concat(document.Enums.Select(spec => EnumEmitter.Emit(name, spec)))
            .Concat(document.Tags.Select(tag => InterfaceEmitter.EmitTag(name, tag)))
            .Concat(document.Servers.Select(server =>
                InterfaceEmitter.EmitServer(name, ServerInterfaceSpec.From(server, document.Tags))))
            .Append(ServerUrlsEmitter.Emit(name, document.ServerUrls))
            .Append(SecurityEmitter.Emit(name, document.Security))
            .Append(ResolverEmitter.Emit(name, ResolverSpec.From(document)))
            .Append(BodiesEmitter.Emit(name, BodiesSpec.From(document)))
            .Concat(SupportEmitter.Used(document).Select(support => SupportEmitter.Emit(name, support)));
    }

    private static IEnumerable<string> Client(DocumentSpec document)
    {
        var pair = new ClientPair(new ClientTarget("Example.Clients", "Client", document.Namespace, default), document);
        return pair.Tags.Select(ClientEmitter.EmitTag)
            .Append(CompositionEmitter.Emit(pair.Composition))
            .Append(EndpointEmitter.EmitServers(pair.EndpointTypes))
            .Append(EndpointEmitter.EmitEndpoint("Example.Clients"));
    }
}
