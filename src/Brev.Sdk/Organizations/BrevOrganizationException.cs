namespace Brev.Sdk;

/// <summary>An organization has to be chosen: none is active, the one that was is gone, or a name stands for none or for several.</summary>
public sealed class BrevOrganizationException : BrevException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and what to do; the choices are in it as well.</param>
    /// <param name="choices">The organizations that can be chosen.</param>
    /// <param name="innerException">What led to it.</param>
    public BrevOrganizationException(string message, IReadOnlyList<Organization> choices, Exception? innerException = null)
        : base(message, innerException)
    {
        ArgumentNullException.ThrowIfNull(choices);
        Choices = choices;
    }

    /// <summary>The organizations that can be chosen; empty when the user belongs to none.</summary>
    public IReadOnlyList<Organization> Choices { get; }
}
