package bigcommerce

import "github.com/appseconnect/bigcommerce-connector/value"

// Transaction is money of an order that moved, or was to move, as the V3 API returns it. How much it tells depends on the payment method.
type Transaction struct {
	ID                        int64                                  `json:"id" jsonschema:"title=Transaction ID" jsonschema_description:"Number that identifies the transaction."`
	OrderID                   string                                 `json:"order_id,omitzero" jsonschema:"title=Order ID" jsonschema_description:"Order the transaction belongs to, as text."`
	Event                     TransactionEvent                       `json:"event,omitzero" jsonschema:"title=Event" jsonschema_description:"What the transaction does."`
	Method                    TransactionMethod                      `json:"method,omitzero" jsonschema:"title=Method" jsonschema_description:"Kind of payment."`
	Amount                    value.Money                            `json:"amount,omitzero" jsonschema:"title=Amount" jsonschema_description:"Money in the transaction."`
	Currency                  string                                 `json:"currency,omitzero" jsonschema:"title=Currency" jsonschema_description:"Currency of the amount, as an ISO 4217 code."`
	Gateway                   string                                 `json:"gateway,omitzero" jsonschema:"title=Gateway" jsonschema_description:"Payment gateway, such as authorizenet, paypalexpress, storecredit or custom."`
	GatewayTransactionID      string                                 `json:"gateway_transaction_id,omitzero" jsonschema:"title=Gateway transaction ID" jsonschema_description:"Transaction in the system of the gateway."`
	PaymentMethodID           string                                 `json:"payment_method_id,omitzero" jsonschema:"title=Payment method ID" jsonschema_description:"Payment method that was used."`
	Status                    TransactionStatus                      `json:"status,omitzero" jsonschema:"title=Status" jsonschema_description:"Whether the transaction succeeded."`
	Test                      bool                                   `json:"test,omitzero" jsonschema:"title=Test" jsonschema_description:"Whether it was a test, or the gateway in test mode."`
	FraudReview               bool                                   `json:"fraud_review,omitzero" jsonschema:"title=Fraud review" jsonschema_description:"Whether the gateway looks into it for fraud."`
	ReferenceTransactionID    int64                                  `json:"reference_transaction_id,omitzero" jsonschema:"title=Reference transaction ID" jsonschema_description:"Transaction that this one acts upon, such as the authorization that it captures."`
	DateCreated               value.Date                             `json:"date_created,omitzero" jsonschema:"title=Date created" jsonschema_description:"When the transaction was made."`
	PaymentInstrumentToken    value.Optional[string]                 `json:"payment_instrument_token,omitzero" jsonschema:"title=Payment instrument token" jsonschema_description:"BigCommerce's token of the stored card."`
	ProviderInstrumentToken   value.Optional[string]                 `json:"provider_instrument_token,omitzero" jsonschema:"title=Provider instrument token" jsonschema_description:"Payment provider's token of the stored card, where the store has this feature (beta)."`
	ProviderCustomerID        value.Optional[string]                 `json:"provider_customer_id,omitzero" jsonschema:"title=Provider customer ID" jsonschema_description:"Payment provider's number of the customer, where the store has this feature (beta)."`
	AVSResult                 *TransactionAVS                        `json:"avs_result,omitzero" jsonschema:"title=AVS result" jsonschema_description:"What checking the address brought."`
	CVVResult                 *TransactionCVV                        `json:"cvv_result,omitzero" jsonschema:"title=CVV result" jsonschema_description:"What checking the card's security code brought."`
	CreditCard                *TransactionCard                       `json:"credit_card,omitzero" jsonschema:"title=Credit card" jsonschema_description:"Card that was used."`
	GiftCertificate           value.Optional[TransactionCertificate] `json:"gift_certificate,omitzero" jsonschema:"title=Gift certificate" jsonschema_description:"Gift certificate that was used."`
	StoreCredit               value.Optional[TransactionCredit]      `json:"store_credit,omitzero" jsonschema:"title=Store credit" jsonschema_description:"Store credit that was used."`
	Offline                   value.Optional[TransactionOffline]     `json:"offline,omitzero" jsonschema:"title=Offline payment" jsonschema_description:"Payment outside of the store, such as a check."`
	Custom                    value.Optional[TransactionCustom]      `json:"custom,omitzero" jsonschema:"title=Custom payment" jsonschema_description:"Payment of an order that was entered by hand."`
	CustomProviderFieldResult value.Optional[TransactionProvider]    `json:"custom_provider_field_result,omitzero" jsonschema:"title=Custom provider fields" jsonschema_description:"What some payment providers tell besides."`
}

// TransactionAVS is what the gateway's check of the address brought.
type TransactionAVS struct {
	Code        string `json:"code,omitzero" jsonschema:"title=Code" jsonschema_description:"Result as a code."`
	Message     string `json:"message,omitzero" jsonschema:"title=Message" jsonschema_description:"Result in words."`
	StreetMatch string `json:"street_match,omitzero" jsonschema:"title=Street match" jsonschema_description:"Code of how the street matches."`
	PostalMatch string `json:"postal_match,omitzero" jsonschema:"title=Postal match" jsonschema_description:"Code of how the postal code matches."`
}

// TransactionCVV is what the gateway's check of the card's security code brought.
type TransactionCVV struct {
	Code    string `json:"code,omitzero" jsonschema:"title=Code" jsonschema_description:"Result as a code."`
	Message string `json:"message,omitzero" jsonschema:"title=Message" jsonschema_description:"Result in words."`
}

// TransactionCard is the card of a transaction, as far as it may be shown.
type TransactionCard struct {
	CardType        string `json:"card_type,omitzero" jsonschema:"title=Card type" jsonschema_description:"Brand of the card, such as visa, master or american_express."`
	CardIIN         string `json:"card_iin,omitzero" jsonschema:"title=Card IIN" jsonschema_description:"First digits of the card's number, which tell who issued it."`
	CardLast4       string `json:"card_last4,omitzero" jsonschema:"title=Last four digits" jsonschema_description:"Last four digits of the card's number."`
	CardExpiryMonth int64  `json:"card_expiry_month,omitzero" jsonschema:"title=Expiry month" jsonschema_description:"Month in which the card expires, 1 to 12."`
	CardExpiryYear  int64  `json:"card_expiry_year,omitzero" jsonschema:"title=Expiry year" jsonschema_description:"Year in which the card expires."`
}

// TransactionCertificate is the gift certificate of a transaction.
type TransactionCertificate struct {
	Code             string            `json:"code,omitzero" jsonschema:"title=Code" jsonschema_description:"Code of the gift certificate."`
	OriginalBalance  value.Money       `json:"original_balance,omitzero" jsonschema:"title=Original balance" jsonschema_description:"Balance when it was bought."`
	StartingBalance  value.Money       `json:"starting_balance,omitzero" jsonschema:"title=Starting balance" jsonschema_description:"Balance before the transaction."`
	RemainingBalance value.Money       `json:"remaining_balance,omitzero" jsonschema:"title=Remaining balance" jsonschema_description:"Balance that is left."`
	Status           CertificateStatus `json:"status,omitzero" jsonschema:"title=Status" jsonschema_description:"Whether the gift certificate can be used."`
}

// TransactionCredit is the store credit of a transaction.
type TransactionCredit struct {
	RemainingBalance value.Money `json:"remaining_balance,omitzero" jsonschema:"title=Remaining balance" jsonschema_description:"Store credit that is left to the customer."`
}

// TransactionOffline is a payment outside of the store.
type TransactionOffline struct {
	DisplayName string `json:"display_name,omitzero" jsonschema:"title=Display name" jsonschema_description:"Payment method by name."`
}

// TransactionCustom is the payment of an order that was entered by hand.
type TransactionCustom struct {
	PaymentMethod string `json:"payment_method,omitzero" jsonschema:"title=Payment method" jsonschema_description:"Payment method as it was typed in the control panel."`
}

// TransactionProvider is what some payment providers tell besides.
type TransactionProvider struct {
	ReceiptNumber     value.Optional[string]      `json:"receipt_number,omitzero" jsonschema:"title=Receipt number" jsonschema_description:"Number of the receipt."`
	AuthorizationCode value.Optional[string]      `json:"authorization_code,omitzero" jsonschema:"title=Authorization code" jsonschema_description:"Code of the authorization."`
	FraudResponse     value.Optional[string]      `json:"fraud_response,omitzero" jsonschema:"title=Fraud response" jsonschema_description:"What looking for fraud brought."`
	AmountReceived    value.Optional[value.Money] `json:"amount_received,omitzero" jsonschema:"title=Amount received" jsonschema_description:"Money that was received."`
}

// TransactionEvent is what a transaction does.
type TransactionEvent string

// Choices lists what transactions do.
func (TransactionEvent) Choices() []value.Choice {
	return labelled("purchase", "authorization", "capture", "refund", "void", "pending", "settled")
}

// TransactionMethod is a kind of payment.
type TransactionMethod string

// Choices lists the kinds of payments.
func (TransactionMethod) Choices() []value.Choice {
	return labelled("credit_card", "electronic_wallet", "gift_certificate", "store_credit", "apple_pay_card", "bigpay_token", "apple_pay_token", "token",
		"custom", "offsite", "offline", "nonce")
}

// TransactionStatus tells whether a transaction succeeded.
type TransactionStatus string

// Choices lists the statuses.
func (TransactionStatus) Choices() []value.Choice {
	return []value.Choice{{Value: "ok", Label: "Succeeded"}, {Value: "error", Label: "Failed"}}
}

// CertificateStatus tells whether a gift certificate can be used.
type CertificateStatus string

// Choices lists the statuses.
func (CertificateStatus) Choices() []value.Choice {
	return labelled("active", "pending", "disabled", "expired")
}
