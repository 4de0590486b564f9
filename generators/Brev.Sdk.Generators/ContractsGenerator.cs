using System.Collections.Immutable;
using System.Text;
using Brev.Sdk.Generators.Emitting;
using Brev.Sdk.Generators.Reading;
using Brev.Sdk.Generators.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Brev.Sdk.Generators;

/// <summary>Document to models, open enumerations and Refit interfaces.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ContractsGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var documents = DocumentSource.Documents(context, "Contracts", contractsOnly: true);
        Register(context, documents.SelectMany(static (document, _) => document.Models.Select(model => (document.Namespace, model)).ToImmutableArray()).WithTrackingName("Models"),
            static item => ($"{item.model.Name}.g.cs", ModelEmitter.Emit(item.Namespace, item.model)));
        Register(context, documents.SelectMany(static (document, _) => document.Enums.Select(value => (document.Namespace, value)).ToImmutableArray()).WithTrackingName("Enums"),
            static item => ($"{item.value.Name}.g.cs", EnumEmitter.Emit(item.Namespace, item.value)));
        Register(context, documents.SelectMany(static (document, _) => document.Enums.Select(value => (document.Namespace, value with { Description = "", Members = default })).ToImmutableArray()).WithTrackingName("EnumConverters"),
            static item => ($"Serialization.{item.Item2.Name}Converter.g.cs", EnumEmitter.EmitConverter(item.Namespace, item.Item2)));
        Register(context, documents.SelectMany(static (document, _) => document.Tags.Select(tag => (document.Namespace, tag)).ToImmutableArray()).WithTrackingName("Tags"),
            static item => ($"{item.tag.InterfaceName}.g.cs", InterfaceEmitter.EmitTag(item.Namespace, item.tag)));
        Register(context, documents.SelectMany(static (document, _) => document.Servers
                .Select(server => (document.Namespace, server, tags: new EquatableArray<TagSpec>(document.Tags.Select(tag => tag with { Operations = default, Description = "" })))).ToImmutableArray()).WithTrackingName("Servers"),
            static item => ($"{InterfaceEmitter.ServerInterface(item.server)}.g.cs", InterfaceEmitter.EmitServer(item.Namespace, item.server, item.tags)));
        Register(context, documents.SelectMany(static (document, _) => Support(document)).WithTrackingName("Support"),
            static item => ($"Serialization.{item.Name}.g.cs", SupportEmitter.Emit(item.Namespace, item.Name)));
    }

    private static ImmutableArray<(string Namespace, string Name)> Support(DocumentSpec document)
    {
        var used = document.Models.SelectMany(model => model.Properties).Select(property => property.Type.Converter).Where(converter => converter.Length > 0).ToArray();
        var names = SupportEmitter.Names.Where(name => used.Any(converter => converter.EndsWith("." + name, StringComparison.Ordinal)));
        var text = document.Tags.SelectMany(tag => tag.Operations).Any(operation => operation.ResultKind == ResultKind.JsonText) ? ["JsonText"] : Array.Empty<string>();
        return names.Concat(text).Select(name => (document.Namespace, name)).ToImmutableArray();
    }

    private static void Register<T>(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<T> values, Func<T, (string Hint, string Text)> emit) =>
        context.RegisterSourceOutput(values, (output, value) =>
        {
            var (hint, text) = emit(value);
            output.AddSource(hint, SourceText.From(text, Encoding.UTF8));
        });
}
