namespace Brev.Sdk.Generators.Emitting;

/// <summary>
/// Writes a property that changes what it is set to. Its field has a name: C# 12, which projects for net8.0 are written in, has no
/// <c>field</c>.
/// </summary>
internal static class BackedProperty
{
    /// <summary>The name of the field. It ends unlike every other field of a model.</summary>
    public static string FieldOf(string property) => $"_{char.ToLowerInvariant(property[0])}{property.Substring(1)}Value";

    /// <param name="writer">Gets the lines.</param>
    /// <param name="type">The type in C#.</param>
    /// <param name="property">The property's name.</param>
    /// <param name="kept">What is kept of <c>value</c>.</param>
    /// <param name="initial">What it is when nothing sets it; empty for null.</param>
    public static void Emit(SourceWriter writer, string type, string property, string kept, string initial)
    {
        var field = FieldOf(property);
        var line = $"public {type} {property} {{ get => {field}; init => {field} = {kept}; }}";
        if (line.Length < SourceWriter.Width - 4)
        {
            writer.Line(line);
        }
        else
        {
            writer.Open($"public {type} {property}");
            writer.Line($"get => {field};");
            writer.Line($"init => {field} = {kept};");
            writer.Close();
        }

        writer.Broken($"private readonly {type} {field}{(initial.Length > 0 ? " = " + initial : "")};", " = ");
    }
}
