namespace Brev.Sdk.Diagnostics;

/// <summary>Tells the outside world about a refresh. A logger or a listener that throws must not cost anybody the login.</summary>
internal static class Say
{
    public static void Quietly(Action tell)
    {
        try
        {
            tell();
        }
        catch (Exception)
        {
            // There is no one left to tell.
        }
    }
}
