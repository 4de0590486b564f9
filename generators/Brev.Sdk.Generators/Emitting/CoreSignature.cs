using Brev.Sdk.Generators.Names;
using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>
/// The method that Refit implements for an operation with values that Refit would write in forms of its own: it takes texts and bodies, and
/// the method of the operation makes them.
/// </summary>
internal static class CoreSignature
{
    private const string Support = SourceFile.SupportAlias + "::";

    /// <summary>Where a chain of calls is broken into lines.</summary>
    public const char Link = '\n';

    private const string Query = "query";
    private const string Content = "content";
    private const string Cookies = "cookies";

    public static string MethodName(OperationSpec operation) => MethodNames.Core(operation.Id) + "Async";

    /// <summary>The parameters of the method.</summary>
    public static IEnumerable<CoreParameter> Parameters(OperationSpec operation) =>
        Of(operation, ParameterPlace.Path).Select(FromPath)
            .Concat(Of(operation, ParameterPlace.Header).Select(FromHeader))
            .Concat(FromCookies(operation))
            .Concat(FromQuery(operation))
            .Concat(FromBody(operation));

    private static CoreParameter FromPath(ParameterSpec path)
    {
        var alias = Naming.IsPlain(path.WireName) ? Alias(path) : "";
        var style = Style(path, ValueStyle.Simple, isExploded: false);
        var value = path is { Type.Kind: TypeKind.Text, Style: ValueStyle.Simple }
            ? $"{Support}WireValue.Path({path.Name}, nameof({path.Name}))"
            : $"{Support}WireValue.Path<{TypeAndFormat(path.Type)}>({Given(path)}, {Literals.Text(path.WireName)}{style})";
        return new CoreParameter($"[{SourceFile.Refit}Encoded]{alias} ", "string", path.Name, value);
    }

    private static CoreParameter FromHeader(ParameterSpec header)
    {
        var style = Style(header, ValueStyle.Simple, isExploded: false);
        var value = header is { IsRequired: true, Type.Kind: TypeKind.Text, Style: ValueStyle.Simple }
            ? $"{Support}WireValue.Header({header.Name}, nameof({header.Name}))"
            : $"{Support}WireValue.Header<{TypeAndFormat(header.Type)}>({Given(header)}{style})";
        return new CoreParameter($"[{SourceFile.Refit}Header({Literals.Text(header.WireName)})] ", "string?", header.Name, value);
    }

    private static IEnumerable<CoreParameter> FromCookies(OperationSpec operation) =>
        Of(operation, ParameterPlace.Cookie) is { Length: > 0 } cookies
            ? [new CoreParameter($"[{SourceFile.Refit}Header(\"Cookie\")] ", "string?", Free(operation, Cookies), Pairs(cookies)
                + Link + $".ToCookies({EmptyCookies(operation)})")]
            : [];

    private static string EmptyCookies(OperationSpec operation) =>
        CredentialMarkers.Cookies(operation) is { Length: > 0 } empty ? Literals.Text(empty) : "";

    private static IEnumerable<CoreParameter> FromQuery(OperationSpec operation)
    {
        var query = Of(operation, ParameterPlace.Query);
        return query.All(static parameter => parameter.IsOneText)
            ? query.Select(static one => new CoreParameter(
                $"[{SourceFile.Refit}Query]{Alias(one)} ",
                "string?",
                one.Name,
                one.Type.Kind == TypeKind.Text ? Given(one) : $"{Support}WireValue.Query<{TypeAndFormat(one.Type)}>({Given(one)})"))
            : [new CoreParameter(
                $"[{SourceFile.Refit}QueryConverter(typeof({Support}QueryStringConverter))] ",
                Support + "QueryString",
                Free(operation, Query),
                Pairs(query))];
    }

    private static IEnumerable<CoreParameter> FromBody(OperationSpec operation)
    {
        const string HttpContent = SourceFile.HttpAlias + "::HttpContent";
        if (operation.IsMultipart)
        {
            var given = Of(operation, ParameterPlace.Part);
            var needed = given.Where(static part => part.IsNeeded)
                .Select(static part => $"({Literals.Text(part.WireName)}, {part.Name} is not null)");
            var parts = string.Concat(given.Select(static part => Link + Part(part)))
                + (operation.MayLackParts ? $"{Link}.OrNothing({string.Join(", ", needed)})"
                    : Array.Exists(given, IsCertain) ? ""
                    : Link + ".OrEnd()");
            return [new CoreParameter(
                Signature.BodyAttribute + " ", HttpContent, Free(operation, Content), $"new {Support}MultipartBody()" + parts)];
        }

        return operation.Body switch
        {
            { IsWritten: true } written =>
                [new CoreParameter(Signature.BodyAttribute + " ", HttpContent, Free(operation, Content), Written(written))],
            { } body => [new CoreParameter(
                Signature.BodyAttribute + " ",
                body.Type.Local,
                "request",
                Given(body))],
            _ => [],
        };
    }

    /// <summary>The document may have a parameter of that name in a path or a header.</summary>
    private static string Free(OperationSpec operation, string name)
    {
        while (operation.Parameters.Any(parameter =>
            string.Equals(parameter.Name.TrimStart('@'), name, StringComparison.OrdinalIgnoreCase)))
        {
            name += "Text";
        }

        return name;
    }

    private static string Alias(ParameterSpec parameter) =>
        parameter.Name.TrimStart('@') == parameter.WireName ? "" : $"[{SourceFile.Refit}AliasAs({Literals.Text(parameter.WireName)})]";

    private static ParameterSpec[] Of(OperationSpec operation, ParameterPlace place) =>
        operation.Parameters.Where(parameter => parameter.Place == place).ToArray();

    /// <summary>What makes a body; of one that the caller leaves out, nothing.</summary>
    private static string Written(BodySpec body)
    {
        var given = body.IsOptional ? body.IsValueType ? "request.Value" : "request" : Given(body);
        var type = body.ContentType.Length > 0 ? ", " + Literals.Text(body.ContentType) : "";
        var content = body.Form switch
        {
            BodyForm.Form => Form(body, given),
            BodyForm.JsonLines => $"new {Support}JsonLinesBody{ItemAndFormat(body.Type)}({given}{type})",
            BodyForm.Json => $"{Support}SentBody.Json<{TypeAndFormat(body.Type)}>({given}{type})",
            _ => $"{Support}SentBody.{body.Form}({given}{type})",
        };
        return body.IsOptional ? $"request is null ? {Support}SentBody.Nothing() : {content}" : content;
    }

    private static string Form(BodySpec form, string given)
    {
        var styles = string.Concat(form.Fields.Select(static field =>
            $", ({Literals.Text(field.JsonName)}, {Support}ValueStyle.{field.Style}, {Text(field.IsExploded)})"));
        return $"{Support}FormBody.Create<{TypeAndFormat(form.Type)}>({given}{styles})";
    }

    private static string Part(ParameterSpec part)
    {
        var contentType = part.ContentType.Length > 0 ? ", " + Literals.Text(part.ContentType) : "";
        var arguments = $"({Literals.Text(part.WireName)}, {Given(part)}{contentType})";
        return part.Type switch
        {
            { Kind: TypeKind.File } => ".AddFile" + arguments,
            { Kind: TypeKind.List, Element.Kind: TypeKind.File } => ".AddFiles" + arguments,
            _ when part.PartStyle is { } styled =>
                $".Add<{TypeAndFormat(part.Type)}>({Literals.Text(part.WireName)}, {Given(part)}, "
                    + $"{Support}ValueStyle.{styled.Style}, {Text(styled.IsExploded)})",
            _ => $".Add<{TypeAndFormat(part.Type)}>{arguments}",
        };
    }

    /// <summary>Whether there is a part for it, whatever the call is given.</summary>
    private static bool IsCertain(ParameterSpec part) => part is
    {
        IsRequired: true,
        PartStyle: null,
        Type.Kind: TypeKind.File or TypeKind.Text or TypeKind.Value or TypeKind.OpenEnum or TypeKind.Model,
    };

    private static string Pairs(IEnumerable<ParameterSpec> parameters) =>
        $"new {Support}QueryString()" + string.Concat(parameters.Select(Pair));

    private static string Pair(ParameterSpec parameter)
    {
        var style = Style(parameter, ValueStyle.Form, isExploded: true);
        return $"{Link}.Add<{TypeAndFormat(parameter.Type)}>({Literals.Text(parameter.WireName)}, {Given(parameter)}{style})";
    }

    public static string ItemAndFormat(TypeSpec item) =>
        $"<{item.Local}{(item.IsNullable ? "?" : "")}, {Formats.OfElement(item, Support)}>";

    private static string TypeAndFormat(TypeSpec type) => $"{type.Local}, {Formats.Of(type, Support)}";

    private static string Given(ParameterSpec parameter) =>
        parameter is { IsRequired: true, Type.IsValueType: false } ? NotNull(parameter.Name) : parameter.Name;

    private static string Given(BodySpec body) =>
        body.IsEmpty ? "new()" : body.HasDefault ? "request ?? new()" : body.IsValueType ? "request" : NotNull("request");

    private static string NotNull(string name) => $"{name} ?? throw new global::System.ArgumentNullException(nameof({name}))";

    private static string Style(ParameterSpec parameter, ValueStyle usual, bool isExploded)
    {
        var hasParts = parameter.Type.Kind is TypeKind.List or TypeKind.Dictionary or TypeKind.Model or TypeKind.Union;
        var style = parameter.Style == usual ? "" : $", {Support}ValueStyle.{parameter.Style}";
        return parameter.IsExploded == isExploded || !hasParts ? style : $"{style}, isExploded: {Text(parameter.IsExploded)}";
    }

    private static string Text(bool value) => value ? "true" : "false";
}
