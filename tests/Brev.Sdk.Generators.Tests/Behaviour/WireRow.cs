namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>What one style of one place makes of a value of each type.</summary>
/// <param name="Place">Where the value travels.</param>
/// <param name="Style">The members of the parameter or of the encoding.</param>
/// <param name="Section">Where the specification says so.</param>
internal sealed record WireRow(
    string Place, string Style, string Section,
    string Text, string Integer, string Number, string Boolean, string Enum, string Date, string Time, string Array, string Object)
{
    /// <summary>In the order of <see cref="WireTable.Types"/>.</summary>
    public IReadOnlyList<string> Cells => [Text, Integer, Number, Boolean, Enum, Date, Time, Array, Object];
}
