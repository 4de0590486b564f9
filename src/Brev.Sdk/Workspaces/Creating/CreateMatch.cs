namespace Brev.Sdk.Workspaces.Creating;

/// <summary>What a workspace found by its name is to a create whose answer was not read.</summary>
internal enum CreateMatch
{
    /// <summary>Another workspace.</summary>
    Another,

    /// <summary>The one that was created.</summary>
    Created,

    /// <summary>It can be the one that was created, and does not say: it carries neither the mark nor any other description.</summary>
    InDoubt,
}
