using Bunit;
using Portal.Areas.Seller.Settlement;
using Portal.Core.Kernel;
using Portal.Core.Settlement.Payouts;
using Portal.Core.Tenancy.Contracts;
using Portal.Tests.Kit;

namespace Portal.Tests.Settlement;

/// <summary>The form that says where a shop is paid: what nobody touches stays as it is.</summary>
public sealed class BankAccountFormTests : PageTests
{
    private static readonly SellerId Shop = new(4);
    private SavePayoutAccountCommand? _saved;

    [Fact]
    public async Task OfAKnownAccount_BeginsWithIt_AndKeepsItsNumberAndSchedule()
    {
        var form = Draw(Account(PayoutMethod.Bank, "FR•• 2606"));

        await form.Find("input[type=password]").InputAsync("secret");
        await form.Find("form").SubmitAsync();

        Assert.Contains("Empty keeps FR•• 2606", form.Markup, StringComparison.Ordinal);
        Assert.Equal(
            new SavePayoutAccountCommand(
                Shop,
                Currency.Of("GBP"),
                "Copper Kettle",
                "",
                PayoutSchedule.Daily,
                "secret"
            ),
            _saved
        );
    }

    [Fact]
    public void OfOnePaidThroughStripe_BeginsWithStripe()
    {
        var form = Draw(Account(PayoutMethod.Stripe, ""));

        Assert.Empty(form.FindAll("input[minlength='2']"));
        Assert.Equal("Save", form.Find("button[type=submit]").TextContent.Trim());
    }

    [Fact]
    public void OfAnUnknownAccount_WantsItsNumber()
    {
        var form = Draw();

        Assert.True(form.Find("input[maxlength='42']").HasAttribute("required"));
    }

    private static PayoutAccountRow Account(PayoutMethod method, string number)
    {
        var currency = Currency.Of("GBP");
        var none = Money.Zero(currency);
        return new PayoutAccountRow(
            Shop,
            "Copper Kettle Goods",
            currency,
            method,
            "Copper Kettle",
            number,
            PayoutSchedule.Daily,
            none,
            none,
            none,
            null,
            default
        );
    }

    private IRenderedComponent<BankAccountForm> Draw(params PayoutAccountRow[] accounts) =>
        Render<BankAccountForm>(form =>
            form.Add(f => f.Shops, [new PayeeShop(Shop, "Copper Kettle Goods")])
                .Add(f => f.Accounts, accounts)
                .Add(f => f.Currency, "GBP")
                .Add(f => f.WantsCode, false)
                .Add(f => f.HasStripe, true)
                .Add(f => f.OnSave, command => _saved = command)
        );
}
