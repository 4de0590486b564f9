namespace Brev.Sdk;

/// <summary>Who signs a person in.</summary>
public enum BrevLoginProvider
{
    /// <summary>NVIDIA (KAS), where accounts of Brev live now. It needs an e-mail address.</summary>
    Nvidia = 0,

    /// <summary>The Auth0 tenant of accounts from before NVIDIA's, which the brev CLI calls <c>legacy</c>.</summary>
    Auth0 = 1,
}
