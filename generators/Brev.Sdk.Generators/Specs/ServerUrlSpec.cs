namespace Brev.Sdk.Generators.Specs;

/// <summary>The address of a server.</summary>
/// <param name="Name">Its name in C#.</param>
/// <param name="TemplateName">The name of the constant with its variables in braces.</param>
/// <param name="MethodName">The name of the method that takes values for its variables.</param>
/// <param name="Template">The address as the document has it.</param>
/// <param name="Description">What the document says about it.</param>
/// <param name="Variables">What stands in braces in it and is described.</param>
internal sealed record ServerUrlSpec(
    string Name, string TemplateName, string MethodName, string Template, string Description, EquatableArray<ServerVariableSpec> Variables)
{
    /// <summary>The address with the defaults of its variables.</summary>
    public string Url => Variables.Aggregate(Template, (url, variable) => url.Replace(variable.Placeholder, variable.Default));
}
