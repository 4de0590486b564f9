using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Brev.Sdk.Serialization;

/// <summary>
/// How an application's own types are written and read beside those of the SDK. The SDK's types read and write themselves, so the options
/// below change nothing for them.
/// </summary>
internal static class ApplicationJson
{
    public const string Untrimmed =
        "Types that the SDK does not know are read and written by reflection. In an application that is trimmed or compiled natively use "
            + "CreateApi<T>(JsonSerializerContext, BrevHost).";

    /// <summary>
    /// The context's own options. What it leaves open about names is as in .NET's web defaults: camelCase, and case does not matter when
    /// reading.
    /// </summary>
    public static JsonSerializerOptions With(ContractsResolver contracts, JsonSerializerContext context)
    {
        var options = new JsonSerializerOptions(context.Options)
        {
            TypeInfoResolver = JsonTypeInfoResolver.Combine(contracts, context, new MissingTypeResolver(context.GetType())),
        };
        if (options.PropertyNamingPolicy is null)
        {
            options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
            options.PropertyNameCaseInsensitive = true;
        }

        if (options.NumberHandling == JsonNumberHandling.Strict)
        {
            options.NumberHandling = JsonNumberHandling.AllowReadingFromString;
        }

        return options;
    }

    /// <summary>.NET's web defaults; an application that has switched reflection off has only the SDK's types.</summary>
    [RequiresUnreferencedCode(Untrimmed)]
    [RequiresDynamicCode(Untrimmed)]
    public static JsonSerializerOptions WithReflection(ContractsResolver contracts) => new(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = JsonTypeInfoResolver.Combine(
            contracts,
            JsonSerializer.IsReflectionEnabledByDefault ? new DefaultJsonTypeInfoResolver() : new MissingTypeResolver(context: null)),
    };
}
