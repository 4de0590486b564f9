using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>
/// The method that Refit implements for an operation with values that Refit would write in forms of its own: it takes texts, and the method of the operation
/// makes them.
/// </summary>
internal static class CoreSignature
{
    private const string Support = SourceFile.SupportAlias + "::";

    /// <summary>Where a chain of calls is broken into lines.</summary>
    private const char Link = '\n';

    private const string Query = "query";
    private const string Content = "content";
    private const string Cookies = "cookies";

    public static string MethodName(OperationSpec operation) => operation.CoreId + "Async";

    /// <summary>Writes the values of a call, one a line; of a chain, one link a line.</summary>
    public static void WriteCall(SourceWriter writer, OperationSpec operation, IEnumerable<string> values)
    {
        writer.Line($"{MethodName(operation)}(");
        writer.Indent(() =>
        {
            foreach (var value in values)
            {
                var links = value.Split(Link);
                writer.Line(links[0] + (links.Length == 1 ? "," : ""));
                for (var index = 1; index < links.Length; index++)
                {
                    var link = links[index] + (index == links.Length - 1 ? "," : "");
                    writer.Indent(() => writer.Line(link));
                }
            }

            writer.Line("cancellationToken);");
        });
    }

    /// <summary>The parameters of the method. The first text is the attribute; the last one makes the value out of the operation's own arguments.</summary>
    public static IEnumerable<(string Attribute, string Declaration, string Name, string Value)> Parameters(OperationSpec operation, string supportNamespace)
    {
        foreach (var path in Of(operation, ParameterPlace.Path))
        {
            var alias = Parsing.Operations.RouteParser.IsPlain(path.WireName) && path.Name.TrimStart('@') != path.WireName ? $"[global::Refit.AliasAs({Literals.Text(path.WireName)})]" : "";
            var style = Style(path, ValueStyle.Simple, isExploded: false);
            yield return ($"[global::Refit.Encoded]{alias} ", "string " + path.Name, path.Name, $"{Support}WireValue.Path<{TypeAndFormat(path.Type)}>({Given(path)}, {Literals.Text(path.WireName)}{style})");
        }

        foreach (var header in Of(operation, ParameterPlace.Header))
        {
            var style = Style(header, ValueStyle.Simple, isExploded: false);
            yield return ($"[global::Refit.Header({Literals.Text(header.WireName)})] ", "string? " + header.Name, header.Name, $"{Support}WireValue.Header<{TypeAndFormat(header.Type)}>({Given(header)}{style})");
        }

        if (Of(operation, ParameterPlace.Cookie) is { Length: > 0 } cookies)
        {
            yield return ("[global::Refit.Header(\"Cookie\")] ", "string? " + Cookies, Cookies, Pairs(cookies) + Link + ".ToCookies()");
        }

        var query = Of(operation, ParameterPlace.Query);
        if (query.All(parameter => parameter.IsOneText))
        {
            foreach (var parameter in query)
            {
                var alias = parameter.Name.TrimStart('@') == parameter.WireName ? "" : $"[global::Refit.AliasAs({Literals.Text(parameter.WireName)})]";
                yield return ($"[global::Refit.Query]{alias} ", "string? " + parameter.Name, parameter.Name, $"{Support}WireValue.Query<{TypeAndFormat(parameter.Type)}>({Given(parameter)})");
            }
        }
        else
        {
            yield return (
                $"[global::Refit.QueryConverter(typeof({supportNamespace}QueryStringConverter))] ",
                $"{supportNamespace}QueryString {Query}",
                Query,
                Pairs(query));
        }

        if (Body(operation, supportNamespace) is { } body)
        {
            yield return body;
        }
    }

    private static ParameterSpec[] Of(OperationSpec operation, ParameterPlace place) => operation.Parameters.Where(parameter => parameter.Place == place).ToArray();

    private static (string Attribute, string Declaration, string Name, string Value)? Body(OperationSpec operation, string supportNamespace)
    {
        const string HttpContent = "global::System.Net.Http.HttpContent " + Content;
        if (operation.IsMultipart)
        {
            return ("[global::Refit.Body] ", HttpContent, Content, $"new {Support}MultipartBody()" + string.Concat(Of(operation, ParameterPlace.Part).Select(part => Link + Part(part))));
        }

        return operation.Body switch
        {
            { Form: BodyForm.Form } form => ("[global::Refit.Body] ", HttpContent, Content, Form(form)),
            { } body => (Signature.BodyAttribute(body.Form) + " ", $"{body.Type.CSharp} request", "request", body.Type.IsValueType ? "request" : NotNull("request")),
            _ => null,
        };
    }

    private static string Form(BodySpec form)
    {
        var styles = string.Concat(form.Fields.Select(field => $", ({Literals.Text(field.JsonName)}, {Support}ValueStyle.{field.Style}, {(field.IsExploded ? "true" : "false")})"));
        return $"{Support}FormBody.Create<{TypeAndFormat(form.Type)}>({(form.Type.IsValueType ? "request" : NotNull("request"))}{styles})";
    }

    private static string Part(ParameterSpec part)
    {
        var contentType = part.ContentType.Length > 0 ? ", " + Literals.Text(part.ContentType) : "";
        var arguments = $"({Literals.Text(part.WireName)}, {Given(part)}{contentType})";
        return part.Type switch
        {
            { Kind: TypeKind.Stream } => ".AddFile" + arguments,
            { Kind: TypeKind.List, Element.Kind: TypeKind.Stream } => ".AddFiles" + arguments,
            _ => $".Add<{TypeAndFormat(part.Type)}>{arguments}",
        };
    }

    private static string Pairs(IEnumerable<ParameterSpec> parameters) => $"new {Support}QueryString()" + string.Concat(parameters.Select(parameter =>
        $"{Link}.Add<{TypeAndFormat(parameter.Type)}>({Literals.Text(parameter.WireName)}, {Given(parameter)}{Style(parameter, ValueStyle.Form, isExploded: true)})"));

    private static string TypeAndFormat(TypeSpec type) => $"{type.CSharp}, {Formats.Of(type, Support)}";

    private static string Given(ParameterSpec parameter) => parameter is { IsRequired: true, Type.IsValueType: false } ? NotNull(parameter.Name) : parameter.Name;

    private static string NotNull(string name) => $"{name} ?? throw new global::System.ArgumentNullException(nameof({name}))";

    private static string Style(ParameterSpec parameter, ValueStyle usual, bool isExploded)
    {
        var hasParts = parameter.Type.Kind is TypeKind.List or TypeKind.Dictionary or TypeKind.Model;
        var style = parameter.Style == usual ? "" : $", {Support}ValueStyle.{parameter.Style}";
        return parameter.IsExploded == isExploded || !hasParts ? style : $"{style}, isExploded: {(parameter.IsExploded ? "true" : "false")}";
    }
}
