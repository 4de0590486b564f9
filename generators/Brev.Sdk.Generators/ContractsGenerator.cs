using System.Collections.Immutable;
using Brev.Sdk.Generators.Emitting;
using Brev.Sdk.Generators.Reading;
using Brev.Sdk.Generators.Specs;
using Microsoft.CodeAnalysis;

namespace Brev.Sdk.Generators;

/// <summary>Document to models, open enumerations, the code that reads and writes them, and Refit interfaces.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ContractsGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var documents = DocumentSource.OfContracts(context);
        Output.Report(context, documents.SelectMany(static (document, _) => document.Problems.ToImmutableArray()));
        Output.Report(context, DocumentSource.Missing(context, documents));
        Register(context, documents, StepNames.Models, static document => document.Models,
            static (targetNamespace, model) => ($"{targetNamespace}.{model.Name}.g.cs", ModelEmitter.Emit(targetNamespace, model)));
        Register(context, documents, StepNames.Unions, static document => document.Unions,
            static (targetNamespace, union) => ($"{targetNamespace}.{union.Name}.g.cs", UnionEmitter.Emit(targetNamespace, union)));
        Register(context, documents, StepNames.ModelJson, static document => document.Models.Select(model => model.WithoutDescriptions()),
            static (targetNamespace, model) =>
                ($"{targetNamespace}.{model.Name}.Json.g.cs", ModelJsonEmitter.Emit(targetNamespace, model)));
        Register(context, documents, StepNames.UnionJson, static document =>
            document.Unions.Select(union => union with { Description = "" }),
            static (targetNamespace, union) =>
                ($"{targetNamespace}.{union.Name}.Json.g.cs", UnionJsonEmitter.Emit(targetNamespace, union)));
        Register(context, documents, StepNames.Enums, static document => document.Enums,
            static (targetNamespace, spec) => ($"{targetNamespace}.{spec.Name}.g.cs", EnumEmitter.Emit(targetNamespace, spec)));
        Register(context, documents, StepNames.Tags, static document => document.Tags,
            static (targetNamespace, tag) =>
                ($"{targetNamespace}.{tag.InterfaceName}.g.cs", InterfaceEmitter.EmitTag(targetNamespace, tag)));
        Register(context, documents, StepNames.Servers, static document =>
            document.Servers.Select(server => ServerInterfaceSpec.From(server, document.Tags)),
            static (targetNamespace, server) =>
                ($"{targetNamespace}.{server.Server.InterfaceName}.g.cs", InterfaceEmitter.EmitServer(targetNamespace, server)));
        Register(context, documents, StepNames.ServerUrls, static document =>
            document.ServerUrls.Servers.Count > 0 ? new[] { document.ServerUrls } : [],
            static (targetNamespace, urls) =>
                ($"{targetNamespace}.{ServerUrlsSpec.TypeName}.g.cs", ServerUrlsEmitter.Emit(targetNamespace, urls)));
        Register(context, documents, StepNames.Security, static document => document.Security.IsEmitted ? new[] { document.Security } : [],
            static (targetNamespace, security) =>
                ($"{targetNamespace}.Serialization.{SecurityEmitter.TypeName}.g.cs", SecurityEmitter.Emit(targetNamespace, security)));
        Register(context, documents, StepNames.Resolver, static document => document.IsUsable ? new[] { ResolverSpec.From(document) } : [],
            static (targetNamespace, resolver) =>
                ($"{targetNamespace}.Serialization.ContractsResolver.g.cs", ResolverEmitter.Emit(targetNamespace, resolver)));
        Register(context, documents, StepNames.Bodies, static document => document.IsUsable ? new[] { BodiesSpec.From(document) } : [],
            static (targetNamespace, bodies) =>
                ($"{targetNamespace}.Serialization.{BodiesEmitter.TypeName}.g.cs", BodiesEmitter.Emit(targetNamespace, bodies)));
        Register(context, documents, StepNames.Support, static document => document.IsUsable
            ? SupportEmitter.Used(document)
            : Array.Empty<string>(),
            static (targetNamespace, name) => ($"{targetNamespace}.Serialization.{name}.g.cs", SupportEmitter.Emit(targetNamespace, name)));
    }

    private static void Register<T>(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<DocumentSpec> documents,
        string step,
        Func<DocumentSpec, IEnumerable<T>> specs,
        Func<string, T, (string Hint, string Text)> emit)
        where T : class =>
        Output.Register(
            context,
            documents.SelectMany((document, _) =>
                specs(document).Select(spec => new EmittedSpec<T>(document.Namespace, document.Path, spec)).ToImmutableArray())
                .WithTrackingName(step),
            item => emit(item.Namespace, item.Spec),
            item => item.Path);
}
