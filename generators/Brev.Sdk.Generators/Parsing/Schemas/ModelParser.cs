using Brev.Sdk.Generators.Diagnostics;
using Brev.Sdk.Generators.Names;
using Brev.Sdk.Generators.Parsing.Names;
using Brev.Sdk.Generators.Specs;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Schemas;

/// <summary>Reads objects with described members.</summary>
internal sealed class ModelParser(
    SchemaParser schemas, ProblemLog problems, ReachedSchemas requests, ReachedSchemas patches, ReachedSchemas answers)
{
    /// <summary>Members that every record has, and the one that would not compile in a record.</summary>
    private static readonly string[] Reserved =
    [
        "Clone", "EqualityContract", "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "PrintMembers", "ReferenceEquals",
        "ToString",
    ];

    private static readonly string[] UnknownNames = ["AdditionalProperties", "UndescribedMembers"];

    private readonly Dictionary<string, ModelSpec> _models = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ModelMembers> _members = new(StringComparer.Ordinal);
    private readonly SentDefaults _sentDefaults = new(problems);

    public IEnumerable<ModelSpec> All => _models.Values;

    /// <summary>The members of a model that has been met.</summary>
    public ModelMembers? Members(string name) => _members.TryGetValue(name, out var members) ? members : null;

    public ModelSpec? Find(string name) => _models.TryGetValue(name, out var model) ? model : null;

    /// <summary>Gives the name of the type.</summary>
    public string Parse(ResolvedSchema resolved, string name, bool isRequest)
    {
        if (_models.ContainsKey(name))
        {
            return name;
        }

        // Members can lead back here.
        var description = resolved.Schema.Description ?? "";
        _models.Add(name, new ModelSpec(name, resolved.Name ?? name, description, default, ""));
        var members = new ModelMembers(schemas.References)
        {
            IsSentOnly = requests.Contains(resolved.Schema) && !answers.Contains(resolved.Schema),
        };
        members.Collect(resolved.Schema, resolved.Pointer);
        _members[name] = members;
        schemas.Later(() => Complete(members, resolved, name, isRequest));
        return name;
    }

    private void Complete(ModelMembers members, ResolvedSchema resolved, string name, bool isRequest)
    {
        var isGiven = requests.Contains(resolved.Schema) || (resolved.Name is null && isRequest);
        var properties = Properties(members, resolved, name, isGiven).ToArray();
        _models[name] = _models[name] with
        {
            Properties = new(properties),
            UnknownMembers = members.KeepsUnknown ? UnknownMembers(name, properties) : "",
        };
    }

    /// <summary>A name that neither the record nor one of its properties has.</summary>
    private static string UnknownMembers(string owner, IEnumerable<PropertySpec> properties)
    {
        var taken = new HashSet<string>(properties.Select(property => property.Name).Append(owner), StringComparer.Ordinal);
        return UnknownNames.FirstOrDefault(candidate => !taken.Contains(candidate)) ?? UnknownNames[0] + "_";
    }

    /// <summary>The compiler takes no attribute on what must be given, so that its documentation says it.</summary>
    private static string Description(IOpenApiSchema schema, bool isRequired, bool isAlwaysKnown) => DescribedDefault.AppendDeprecated(
        isAlwaysKnown ? schema.Description ?? "" : DescribedDefault.Append(schema.Description ?? "", schema),
        isRequired && schema.Deprecated);

    private static bool IsSecret(IOpenApiSchema schema) =>
        schema.Format == "password" || ExtensionValues.Flag(schema.Extensions, "x-secret") == true;

    private IEnumerable<PropertySpec> Properties(ModelMembers members, ResolvedSchema resolved, string owner, bool isRequest)
    {
        var names = new NameScope(StringComparer.Ordinal).Reserve(Reserved).Reserve(owner).Assign(
            members.All.Select(member => member.JsonName),
            Naming.Pascal,
            (member, given) => problems.Add(
                ProblemIds.NameCollision, Pointer.Child(resolved.Pointer, "properties", member), member, given));
        foreach (var (jsonName, schema, pointer) in members.All)
        {
            var type = schemas.Inner(schema, pointer, isRequest);
            var words = SchemaReferences.Words(schema);
            var isRequired = isRequest && members.Requires(jsonName, inRequest: true);
            var sent = isRequest && !isRequired ? _sentDefaults.Find(resolved.Schema, jsonName, words, pointer, type) : null;
            var omitted = sent is null ? OmittedDefault(resolved, jsonName, words, isRequired) : null;
            yield return new PropertySpec(
                names[jsonName], jsonName, Usable(type, isRequired), isRequired, HasSecret(schema, pointer),
                !isRequest && type.IsCollection, Description(
                    words, isRequired, isRequired || sent is not null || omitted is not null))
            {
                Absence = !isRequired ? Absence.Allowed
                    : !answers.Contains(resolved.Schema) ? Absence.Refused
                    : members.Requires(jsonName, inRequest: false) ? Absence.Told
                    : Absence.Allowed,
                OmittedDefault = omitted,
                CanSendNull = type.IsNullable && !isRequired && sent is null && omitted is null && patches.Contains(resolved.Schema),
                SentDefault = sent,
                IsDeprecated = words.Deprecated && !isRequired,
            };
        }
    }

    /// <summary>Some servers write what is no time span where Go has one, which a required property must be able to hold.</summary>
    private static TypeSpec Usable(TypeSpec type, bool isRequired) =>
        isRequired && type.Wire == WireForm.GoDuration ? type with { IsNullable = true } : type;

    /// <summary>The value that a member is left out for; <see langword="null"/> when it is written whatever it holds.</summary>
    private static string? OmittedDefault(ResolvedSchema owner, string jsonName, IOpenApiSchema schema, bool isRequired)
    {
        if (isRequired || !ExtensionValues.Texts(owner.Schema.Extensions, "x-omit-default").Contains(jsonName))
        {
            return null;
        }

        return schema.Default is { } given ? ExtensionValues.Text(given) : "";
    }

    /// <summary>A schema with one form is that form, however many such schemas lead there; some lead back to where they began.</summary>
    private bool HasSecret(IOpenApiSchema schema, string pointer)
    {
        HashSet<string>? visited = null;
        while (!IsSecret(SchemaReferences.Words(schema)))
        {
            if (schemas.References.Resolve(schema, pointer) is not { } resolved)
            {
                return false;
            }

            if (IsSecret(resolved.Schema))
            {
                return true;
            }

            if (SchemaShape.Choices(resolved.Schema, resolved.Pointer) is not [var only]
                || !(visited ??= new HashSet<string>(StringComparer.Ordinal)).Add(resolved.Pointer))
            {
                return false;
            }

            (schema, pointer) = only;
        }

        return true;
    }
}
