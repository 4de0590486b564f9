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
        {
            output.AddEmbeddedAttributeDefinition();
            output.AddSource("OpenApi.Generation.OpenApiClientAttribute.g.cs", SourceText.From(ClientAttribute.Source, Encoding.UTF8));
        });
        var clients = ClientSource.Clients(context);
        var found = clients.Collect().Combine(DocumentSource.OfClients(context, clients).Collect());
        Output.Report(context, found.SelectMany(static (pair, _) => ClientPairs.Problems(pair.Left, pair.Right)));

        var pairs = found.SelectMany(static (pair, _) => ClientPairs.Of(pair.Left, pair.Right)).WithTrackingName(StepNames.ClientPairs);
        var types = pairs.Select(static (pair, _) => pair.EndpointTypes).Collect()
            .SelectMany(static (specs, _) => specs.GroupBy(spec => spec.Namespace).Select(group => group.First()).ToImmutableArray());
        Output.Register(context, types.WithTrackingName(StepNames.EndpointTypes), static spec =>
            ($"{spec.Namespace}.ApiServer.g.cs", EndpointEmitter.EmitServers(spec)), static spec => spec.Path);
        Output.Register(context, types.Select(static (spec, _) => new EmittedSpec<string>(spec.Namespace, spec.Path, "ApiEndpoint"))
                .WithTrackingName(StepNames.EndpointType),
            static spec => ($"{spec.Namespace}.{spec.Spec}.g.cs", EndpointEmitter.EmitEndpoint(spec.Namespace)), static spec => spec.Path);
        Output.Register(context, pairs.Select(static (pair, _) => pair.Composition).WithTrackingName(StepNames.Composition),
            static spec => ($"{spec.Client.Namespace}.{spec.Client.Name}.g.cs", CompositionEmitter.Emit(spec)),
            static spec => spec.Client.Path);
        Output.Register(context, pairs.SelectMany(static (pair, _) => pair.Tags.ToImmutableArray()).WithTrackingName(StepNames.ClientTags),
            static spec => ($"{spec.Client.Namespace}.{spec.Client.Name}.{spec.Tag.InterfaceName}.g.cs", ClientEmitter.EmitTag(spec)),
            static spec => spec.Client.Path);
    }
}
