namespace Brev.Sdk.Ssh.Proxies;

/// <summary>The program that leads to a machine has ended, or has not led there.</summary>
internal sealed class CloudflaredException(string message, Exception? innerException = null) : IOException(message, innerException);
