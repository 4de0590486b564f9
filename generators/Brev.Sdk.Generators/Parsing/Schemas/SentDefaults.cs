using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Brev.Sdk.Generators.Diagnostics;
using Brev.Sdk.Generators.Specs;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Schemas;

/// <summary>
/// Reads which members of a request go out even when the caller does not set them (<c>x-always-sent</c>), and with which value: the
/// schema's default, or null where it gives none and allows null.
/// </summary>
internal sealed class SentDefaults(ProblemLog problems)
{
    private const string AlwaysSent = "x-always-sent";

    /// <summary>
    /// The value of a member; <see langword="null"/> when it is left out unless it is set. A value that has no constant in C# is reported.
    /// </summary>
    public SentDefaultSpec? Find(IOpenApiSchema owner, string jsonName, IOpenApiSchema schema, string pointer, TypeSpec type)
    {
        if (!ExtensionValues.Texts(owner.Extensions, AlwaysSent).Contains(jsonName))
        {
            return null;
        }

        var isNull = schema.Default is null || schema.Default.IsJsonNullSentinel();
        var found = isNull ? (type.IsNullable ? new SentDefaultSpec(SentDefaultKind.Null, "null") : null) : Constant(schema.Default!, type);
        if (found is null)
        {
            problems.Add(ProblemIds.UnsupportedKeyword, isNull
                ? pointer
                : Pointer.Child(pointer, "default"), isNull ? AlwaysSent : "default");
        }

        return found;
    }

    private static SentDefaultSpec? Constant(JsonNode given, TypeSpec type) => given.GetValueKind() switch
    {
        JsonValueKind.String when type is { Kind: TypeKind.Text } or { Kind: TypeKind.OpenEnum, Number: NumberForm.Plain } =>
            new(SentDefaultKind.Text, ExtensionValues.Text(given)),
        JsonValueKind.True or JsonValueKind.False when type.Scalar == ScalarKind.Boolean =>
            new(SentDefaultKind.Boolean, given.ToJsonString()),
        JsonValueKind.Number when type is { Kind: TypeKind.OpenEnum, Number: NumberForm.Either } =>
            new(SentDefaultKind.Number, given.ToJsonString()),
        JsonValueKind.Number when IsNumber(given.ToJsonString(), type) => new(SentDefaultKind.Number, given.ToJsonString()),
        JsonValueKind.Array when type.Kind == TypeKind.List && given.AsArray().Count == 0 => new(SentDefaultKind.Empty, "[]"),
        JsonValueKind.Object when type.Kind == TypeKind.Dictionary && given.AsObject().Count == 0 => new(SentDefaultKind.Empty, "{}"),
        _ => null,
    };

    private static bool IsNumber(string digits, TypeSpec type) =>
        (type.IsInteger && (type.Scalar == ScalarKind.UInt64
            ? ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            : long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
                && (type.Scalar == ScalarKind.Int64 || (int)whole == whole)))
        || (type.IsFraction && decimal.TryParse(
            digits, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _));
}
