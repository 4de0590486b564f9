namespace Brev.Sdk.Testing.SshCertificates;

/// <summary>The label by which environments and nodes say that they take certificates.</summary>
internal static class SshCertificateLabel
{
    public static Dictionary<string, string> Of(bool takesCertificates) =>
        takesCertificates ? new Dictionary<string, string> { ["sshprovider"] = "certauth" } : [];
}
