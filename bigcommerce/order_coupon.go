package bigcommerce

import "github.com/appseconnect/bigcommerce-connector/value"

// OrderCoupon is a coupon used in an order.
type OrderCoupon struct {
	ID       int64                  `json:"id" jsonschema:"title=ID" jsonschema_description:"Number that identifies the use of the coupon."`
	CouponID int64                  `json:"coupon_id,omitzero" jsonschema:"title=Coupon ID" jsonschema_description:"The coupon."`
	OrderID  int64                  `json:"order_id,omitzero" jsonschema:"title=Order ID" jsonschema_description:"Order it was used in."`
	Code     value.Optional[string] `json:"code,omitzero" jsonschema:"title=Code" jsonschema_description:"Code the shopper entered."`
	Amount   value.MoneyText        `json:"amount,omitzero" jsonschema:"title=Amount" jsonschema_description:"Money or percentage off, as the type says."`
	Type     CouponType             `json:"type,omitzero" jsonschema:"title=Type" jsonschema_description:"What the coupon takes off."`
	Discount value.Money            `json:"discount,omitzero" jsonschema:"title=Discount" jsonschema_description:"Money the coupon took off this order."`
}
