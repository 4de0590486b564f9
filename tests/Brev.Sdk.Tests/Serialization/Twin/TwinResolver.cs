using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Brev.Sdk.Tests.Serialization.Twin;

/// <summary>
/// Reads and writes the document's models by System.Text.Json's own metadata of members, as if they brought no code of their own: what that
/// code does is compared with it.
/// </summary>
internal sealed class TwinResolver : IJsonTypeInfoResolver
{
    private static readonly MethodInfo ModelMethod =
        typeof(TwinResolver).GetMethod(nameof(Model), BindingFlags.NonPublic | BindingFlags.Static)!;

    private static readonly MethodInfo PropertyMethod =
        typeof(TwinResolver).GetMethod(nameof(Property), BindingFlags.NonPublic | BindingFlags.Static)!;

    private readonly DefaultJsonTypeInfoResolver _others = new();
    private readonly bool _isTolerant;

    private TwinResolver(bool isTolerant) => _isTolerant = isTolerant;

    /// <summary>The whole value.</summary>
    public static JsonSerializerOptions Options { get; } = Create(isTolerant: false);

    /// <summary>The value without the members that have no property; none is required.</summary>
    public static JsonSerializerOptions Tolerant { get; } = Create(isTolerant: true);

    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) =>
        IsModel(type)
            ? (JsonTypeInfo)ModelMethod.MakeGenericMethod(type).Invoke(null, [options, _isTolerant])!
            : _others.GetTypeInfo(type, options);

    private static JsonSerializerOptions Create(bool isTolerant) => new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        PropertyNameCaseInsensitive = true,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        TypeInfoResolver = new TwinResolver(isTolerant),
        Converters =
        {
            new TwinTimeConverter(), new TwinIntegerConverter<int>(), new TwinIntegerConverter<long>(), new TwinEnumConverters(),
        },
    };

    private static bool IsModel(Type type) =>
        type.IsClass
            && type.Assembly == typeof(Workspace).Assembly
            && type.GetInterfaces().Any(contract => contract.Name.StartsWith("IJsonModel", StringComparison.Ordinal));

    private static JsonTypeInfo<T> Model<T>(JsonSerializerOptions options, bool isTolerant)
        where T : class =>
        JsonMetadataServices.CreateObjectInfo(options, new JsonObjectInfoValues<T>
        {
            NumberHandling = JsonNumberHandling.AllowReadingFromString,
            ObjectCreator = Activator.CreateInstance<T>,
            PropertyMetadataInitializer = _ =>
            [
                .. typeof(T).GetProperties()
                    .Where(property => !isTolerant || !IsUnknown(property))
                    .Select(property => (JsonPropertyInfo)PropertyMethod.MakeGenericMethod(typeof(T), property.PropertyType).Invoke(
                        null, [options, property, isTolerant])!),
            ],
        });

    /// <summary>By delegates, as generated metadata does: benchmarks compare with it too.</summary>
    private static JsonPropertyInfo Property<TModel, T>(JsonSerializerOptions options, PropertyInfo property, bool isTolerant)
    {
        var get = property.GetMethod!.CreateDelegate<Func<TModel, T?>>();
        var set = property.SetMethod!.CreateDelegate<Action<TModel, T?>>();
        var member = IsUnknown(property)
            ? new DocumentMember(property.Name, false, false, false)
            : DocumentMember.Find(typeof(TModel).Name, property.Name);
        var isRequired = property.GetCustomAttribute<System.Runtime.CompilerServices.RequiredMemberAttribute>() is not null;
        var info = JsonMetadataServices.CreatePropertyInfo(options, new JsonPropertyInfoValues<T>
        {
            IsProperty = true,
            IsPublic = true,
            DeclaringType = property.DeclaringType!,
            PropertyName = property.Name,
            JsonPropertyName = member.Name,
            Getter = value => get((TModel)value),
            Setter = (value, given) => set((TModel)value, given),
            IsExtensionData = IsUnknown(property),
            IgnoreCondition = isRequired || member.IsAlwaysSent ? JsonIgnoreCondition.Never : null,
            NumberHandling = member.IsNumberAsText ? JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString : null,
            Converter = (JsonConverter<T>?)Converter(property.PropertyType, member),
        });
        info.IsRequired = isRequired && !isTolerant;
        return info;
    }

    private static JsonConverter? Converter(Type type, DocumentMember member) =>
        type == typeof(TimeSpan?) ? new TwinTimeSpanConverter(member.IsNanoseconds)
        : type == typeof(long?) && member.IsNumberAsText ? new TwinIntegerTextConverter()
        : null;

    private static bool IsUnknown(PropertyInfo property) => property.PropertyType == typeof(IDictionary<string, JsonElement>);
}
