using Portal.Core.Kernel;

namespace Portal.Core.Orders.Checkout;

/// <summary>Why a cart cannot be changed, or cannot become an order. Nothing has moved then.</summary>
public static class CheckoutErrors
{
    public static readonly Error CartNotFound = Error.NotFound(
        "checkout.cart_not_found",
        "This cart does not exist."
    );

    public static readonly Error CartExpired = Error.Conflict(
        "checkout.cart_expired",
        "This cart has expired. Begin a new one."
    );

    public static readonly Error CartCompleted = Error.Conflict(
        "checkout.cart_completed",
        "This cart has become an order and cannot be changed any more."
    );

    public static readonly Error CartEmpty = Error.Rule(
        "checkout.cart_empty",
        "There is nothing to order: put a product in first."
    );

    public static readonly Error TooManyLines = Error.Rule(
        "checkout.too_many_lines",
        $"An order has at most {BasketPolicy.MostLines} different products."
    );

    public static readonly Error TotalTooLarge = Error.Rule(
        "checkout.total_too_large",
        "The order costs more than one order may."
    );

    public static readonly Error AddressMissing = Error.Rule(
        "checkout.address_missing",
        "Say first where the order goes."
    );

    public static readonly Error DeliveryMissing = Error.Rule(
        "checkout.delivery_missing",
        "Choose first how the order is delivered. A delivery chosen before may not be offered in the country of the address."
    );

    public static readonly Error DeliveryUnavailable = Error.Rule(
        "checkout.delivery_unavailable",
        "This delivery is not offered for the country and currency of the order."
    );

    public static readonly Error PaymentMissing = Error.Rule(
        "checkout.payment_missing",
        "Choose first how the order is paid. A way to pay chosen before may not be offered in the country of the address."
    );

    public static readonly Error PaymentUnavailable = Error.Rule(
        "checkout.payment_unavailable",
        "This way to pay is not offered for the country, the currency and the amount of the order."
    );

    public static readonly Error ProductNotFound = Error.NotFound(
        "checkout.product_not_found",
        "This product does not exist."
    );

    public static readonly Error NotCancellable = Error.Conflict(
        "checkout.not_cancellable",
        "Only an order that waits to be paid can be cancelled."
    );

    public static readonly Error PaidMeanwhile = Error.Conflict(
        "checkout.paid_meanwhile",
        "The buyer was quicker: this order is paid and goes on. What is to be given back is a refund."
    );

    public static readonly Error CancelUnderWay = Error.Conflict(
        "checkout.cancel_under_way",
        "The payment of this order is being closed. It is cancelled as soon as the gateway says so, unless it was paid before."
    );

    public static Error ProductInactive(string sku) =>
        Error.Rule("checkout.product_inactive", $"{sku} is not for sale.");

    public static Error WrongCurrency(string sku, Money price, Currency wanted) =>
        Error.Rule(
            "checkout.wrong_currency",
            $"{sku} is sold in {price.Currency}, and the order is in {wanted}."
        );

    public static Error PriceChanged(string sku, Money price) =>
        Error.Conflict(
            "checkout.price_changed",
            $"{sku} now costs {price}. Set its quantity again to accept the price."
        );

    public static Error TotalChanged(Money total) =>
        Error.Conflict(
            "checkout.total_changed",
            $"The order now costs {total}. Choose delivery or payment again to accept the total."
        );

    public static Error OutOfStock(string sku, int wanted, int available) =>
        Error.Conflict(
            "checkout.out_of_stock",
            $"{sku}: {wanted} wanted, {Math.Max(0, available)} left."
        );
}
