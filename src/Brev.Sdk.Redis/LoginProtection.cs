using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Brev.Sdk.Redis;

/// <summary>
/// Encrypts logins. Each key of Redis has a purpose of its own, so that what stands under one cannot be moved to another.
/// </summary>
internal sealed class LoginProtection(IDataProtectionProvider provider, LoginKeys keys)
{
    private readonly IDataProtector _protector = provider.CreateProtector("Brev.Sdk.Redis", "login", "v1", keys.Text);

    public byte[] Protect(BrevStoredCredential login)
    {
        var clear = JsonSerializer.SerializeToUtf8Bytes(login, LoginJsonContext.Default.BrevStoredCredential);
        try
        {
            return _protector.Protect(clear);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw new BrevConfigurationException(
                $"The login for Redis key '{keys.Text}' could not be encrypted ({exception.GetType().Name}): Data Protection has no "
                    + "usable key. " +
                "See that this instance can read and write the key ring that the fleet shares.",
                exception);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(clear);
        }
    }

    /// <exception cref="BrevConfigurationException">This instance does not have the keys, or something else stands there.</exception>
    public BrevStoredCredential Unprotect(byte[] sealedLogin)
    {
        byte[] clear;
        try
        {
            clear = _protector.Unprotect(sealedLogin);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw new BrevConfigurationException(
                $"The login under Redis key '{keys.Text}' could not be decrypted ({exception.GetType().Name}): this instance has other "
                    + "Data Protection keys than the one that stored it. " +
                "Give the whole fleet the same key ring (PersistKeysTo…) and the same SetApplicationName, or sign in again through "
                    + "BrevLogin.",
                exception);
        }

        try
        {
            return JsonSerializer.Deserialize(clear, LoginJsonContext.Default.BrevStoredCredential) ?? new BrevStoredCredential();
        }
        catch (JsonException)
        {
            throw new BrevConfigurationException(
                $"The login under Redis key '{keys.Text}' was written in a form that this version of Brev.Sdk.Redis does not know. Update "
                    + "this instance, or sign in again through BrevLogin.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(clear);
        }
    }
}
