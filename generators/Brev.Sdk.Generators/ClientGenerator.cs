using System.Collections.Immutable;
using System.Text;
using Brev.Sdk.Generators.Emitting;
using Brev.Sdk.Generators.Reading;
using Brev.Sdk.Generators.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Brev.Sdk.Generators;

/// <summary>Document to the methods of the class that carries the attribute.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ClientGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        context.RegisterPostInitializationOutput(static output =>
            output.AddSource("OpenApiClientAttribute.g.cs", SourceText.From(ClientAttribute.Source, Encoding.UTF8)));
        var documents = DocumentSource.Documents(context, contractsOnly: false).Where(static document => document.IsUsable);
        var pairs = documents.Combine(Clients(context).Collect())
            .SelectMany(static (pair, _) => pair.Right.Select(client => (Document: pair.Left, Client: client)).ToImmutableArray());

        var endpointTypes = pairs.Select(static (pair, _) => new EndpointTypesSpec(pair.Client.Namespace, pair.Document.Servers)).WithTrackingName(StepNames.EndpointTypes);
        Output.Register(context, endpointTypes, static spec => ($"{spec.Namespace}.ApiServer.g.cs", EndpointEmitter.EmitServers(spec)));
        Output.Register(context, endpointTypes.Select(static (spec, _) => spec.Namespace), static name => ($"{name}.ApiEndpoint.g.cs", EndpointEmitter.EmitEndpoint(name)));
        Output.Register(context, pairs.Select(static (pair, _) => Composition(pair.Document, pair.Client)).WithTrackingName(StepNames.Composition),
            static spec => ($"{spec.Client.Namespace}.{spec.Client.Name}.g.cs", CompositionEmitter.Emit(spec)));
        Output.Register(context, pairs.SelectMany(static (pair, _) => Tags(pair.Document, pair.Client)).WithTrackingName(StepNames.ClientTags),
            static spec => ($"{spec.Client.Namespace}.{spec.Client.Name}.{spec.Tag.InterfaceName}.g.cs", ClientEmitter.EmitTag(spec)));
    }

    private static IncrementalValuesProvider<ClientTarget> Clients(IncrementalGeneratorInitializationContext context) =>
        context.SyntaxProvider.ForAttributeWithMetadataName(
                ClientAttribute.FullName,
                static (_, _) => true,
                static (found, _) => ClientSource.Read(found.TargetSymbol))
            .WithTrackingName(StepNames.Clients);

    private static CompositionSpec Composition(DocumentSpec document, ClientTarget client) =>
        new(client, document.Namespace, document.Servers,
            new(document.Tags.SelectMany(tag => tag.Operations).OrderBy(operation => operation.Id, StringComparer.Ordinal).Select(EndpointSpec.From)));

    private static ImmutableArray<ClientTagSpec> Tags(DocumentSpec document, ClientTarget client) =>
        document.Tags.Select(tag => new ClientTagSpec(client, document.Namespace, tag)).ToImmutableArray();
}
