using Brev.Sdk.Testing.Http;

namespace Brev.Sdk.Testing.Billing;

/// <summary>The operations of the tag Billing.</summary>
internal sealed class BillingOperations(FakeBilling billing, FakeOrganizations organizations)
{
    public void AddTo(OperationTable table)
    {
        table.Add("GetOrganizationCredits", call => WithOrganization(call, GetCredits));
        table.Add("GetBillingProfile", call => WithOrganization(call, GetProfile));
        table.Add("RedeemCreditCode", call => WithOrganization(call, id => Redeem(call, id)));
    }

    private FakeAnswer WithOrganization(OperationCall call, Func<string, FakeAnswer> answer)
    {
        var id = call.Route("organizationId");
        return organizations.Refuse(call, id) ?? answer(id);
    }

    private FakeAnswer GetCredits(string organizationId)
    {
        var balance = billing.GetBalance(organizationId);
        return FakeAnswer.Json(new JsonObject
        {
            ["balance_usd"] = billing.WriteBalanceAsText ? JsonValue.Create(FakeBilling.Text(balance)) : JsonValue.Create(balance),
        });
    }

    /// <summary>Here amounts are cents.</summary>
    private FakeAnswer GetProfile(string organizationId) => FakeAnswer.Json(new JsonObject
    {
        ["billing_profile_id"] = $"bp-{organizationId}",
        ["credit_details"] = new JsonObject
        {
            ["remaining_credits"] = (long)(billing.GetBalance(organizationId) * 100),
            ["top_up_amount"] = null,
            ["top_up_threshold"] = null,
        },
    });

    /// <summary>The member is called <c>Code</c>, with a capital.</summary>
    private FakeAnswer Redeem(OperationCall call, string organizationId) =>
        !call.TryGetText("Code", out var code) ? ErrorBodies.Invalid("Code is required")
        : billing.Redeem(organizationId, code) is { } dollars ? FakeAnswer.Json(new JsonObject
        {
            ["data"] = new JsonObject { ["transaction"] = new JsonObject { ["amount_usd"] = FakeBilling.Text(dollars) } },
        })
        : ErrorBodies.Invalid("credit code is not valid");
}
