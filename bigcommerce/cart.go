package bigcommerce

import (
	"encoding/json"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// Cart is a shopper's cart as the V3 API returns it. The amounts are in the cart's currency.
type Cart struct {
	ID                   string          `json:"id" jsonschema:"title=Cart ID" jsonschema_description:"UUID that identifies the cart."`
	CustomerID           int64           `json:"customer_id,omitzero" jsonschema:"title=Customer ID" jsonschema_description:"Customer the cart belongs to; 0 for a guest."`
	ChannelID            int64           `json:"channel_id,omitzero" jsonschema:"title=Channel" jsonschema_description:"Channel the cart was made on."`
	Email                string          `json:"email,omitzero" jsonschema:"title=Email" jsonschema_description:"Email address of the shopper, as far as it is known."`
	Currency             *CartCurrency   `json:"currency,omitzero" jsonschema:"title=Currency" jsonschema_description:"Currency of the amounts."`
	TaxIncluded          bool            `json:"tax_included,omitzero" jsonschema:"title=Tax included" jsonschema_description:"Whether the prices include tax."`
	BaseAmount           value.Money     `json:"base_amount,omitzero" jsonschema:"title=Base amount" jsonschema_description:"Sum of the items before discounts, coupons and tax."`
	DiscountAmount       value.Money     `json:"discount_amount,omitzero" jsonschema:"title=Discount amount" jsonschema_description:"Discounts on the whole cart, without coupons."`
	ManualDiscountAmount value.Money     `json:"manual_discount_amount,omitzero" jsonschema:"title=Manual discount amount" jsonschema_description:"Discount that was entered by hand."`
	CartAmount           value.Money     `json:"cart_amount,omitzero" jsonschema:"title=Cart amount" jsonschema_description:"Sum of the items after discounts and coupons, with tax where it applies."`
	Coupons              []CartCoupon    `json:"coupons,omitzero" jsonschema:"title=Coupons" jsonschema_description:"Coupons used."`
	Discounts            []CartDiscount  `json:"discounts,omitzero" jsonschema:"title=Discounts" jsonschema_description:"Discounts on the whole cart."`
	LineItems            *CartItems      `json:"line_items,omitzero" jsonschema:"title=Line items" jsonschema_description:"What is in the cart, by kind."`
	CreatedTime          value.Date      `json:"created_time,omitzero" jsonschema:"title=Created" jsonschema_description:"When the cart was made."`
	UpdatedTime          value.Date      `json:"updated_time,omitzero" jsonschema:"title=Updated" jsonschema_description:"When the cart last changed."`
	Locale               string          `json:"locale,omitzero" jsonschema:"title=Locale" jsonschema_description:"Language of the cart, such as en or en-US."`
	Promotions           *CartPromotions `json:"promotions,omitzero" jsonschema:"title=Promotions" jsonschema_description:"Banners of promotions; only when they are asked for."`
	Version              int64           `json:"version,omitzero" jsonschema:"title=Version" jsonschema_description:"Grows with every change of the cart."`
}

// CartCurrency is the currency of a cart.
type CartCurrency struct {
	Code string `json:"code,omitzero" jsonschema:"title=Code" jsonschema_description:"Three-letter ISO code."`
}

// CartCoupon is a coupon used in a cart.
type CartCoupon struct {
	ID               json.RawMessage `json:"id,omitzero" jsonschema:"title=Coupon ID" jsonschema_description:"Number of the coupon, as text or as a number."`
	Code             string          `json:"code,omitzero" jsonschema:"title=Code" jsonschema_description:"What the shopper entered."`
	CouponType       json.RawMessage `json:"coupon_type,omitzero" jsonschema:"title=Coupon type" jsonschema_description:"0 money off each item, 1 percentage off, 2 money off the cart, 3 money off shipping, 4 free shipping, 5 promotion; as text or as a number."`
	DiscountedAmount value.Money     `json:"discounted_amount,omitzero" jsonschema:"title=Discounted amount" jsonschema_description:"Money off."`
	DisplayName      string          `json:"display_name,omitzero" jsonschema:"title=Name" jsonschema_description:"Name of the coupon."`
}

// CartDiscount is a discount on a cart or on one of its items.
type CartDiscount struct {
	ID               json.RawMessage `json:"id,omitzero" jsonschema:"title=Discount ID" jsonschema_description:"What gave the discount: a number, or text such as coupon."`
	DiscountedAmount value.Money     `json:"discounted_amount,omitzero" jsonschema:"title=Discounted amount" jsonschema_description:"Money off."`
}

// CartItems is what is in a cart.
type CartItems struct {
	PhysicalItems    []CartPhysicalItem    `json:"physical_items,omitzero" jsonschema:"title=Physical items" jsonschema_description:"Goods that are shipped or collected."`
	DigitalItems     []CartDigitalItem     `json:"digital_items,omitzero" jsonschema:"title=Digital items" jsonschema_description:"Goods that are downloaded."`
	GiftCertificates []CartGiftCertificate `json:"gift_certificates,omitzero" jsonschema:"title=Gift certificates" jsonschema_description:"Gift certificates that are bought."`
	CustomItems      []CartCustomItem      `json:"custom_items,omitzero" jsonschema:"title=Custom items" jsonschema_description:"Goods that are not in the catalog."`
}

// CartLine is what all goods of a cart have in common, whether they are in the catalog or not.
type CartLine struct {
	ID                string      `json:"id,omitzero" jsonschema:"title=Item ID" jsonschema_description:"UUID of the item in the cart."`
	SKU               string      `json:"sku,omitzero" jsonschema:"title=SKU" jsonschema_description:"Stock keeping unit."`
	Name              string      `json:"name,omitzero" jsonschema:"title=Name" jsonschema_description:"Name of the item, for goods of the catalog that of the product."`
	ImageURL          string      `json:"image_url,omitzero" jsonschema:"title=Image URL" jsonschema_description:"Web address of the picture."`
	ExtendedListPrice value.Money `json:"extended_list_price,omitzero" jsonschema:"title=Extended list price" jsonschema_description:"List price times quantity."`
}

// CartItem is what physical and digital items of a cart have in common.
type CartItem struct {
	CartLine
	ParentID          value.Optional[string] `json:"parent_id,omitzero" jsonschema:"title=Parent item ID" jsonschema_description:"Item that this one belongs to, for parts of a bundle."`
	VariantID         int64                  `json:"variant_id,omitzero" jsonschema:"title=Variant ID" jsonschema_description:"Variant in the catalog."`
	ProductID         int64                  `json:"product_id,omitzero" jsonschema:"title=Product ID" jsonschema_description:"Product in the catalog."`
	URL               string                 `json:"url,omitzero" jsonschema:"title=URL" jsonschema_description:"Web address of the product."`
	Quantity          int64                  `json:"quantity,omitzero" jsonschema:"title=Quantity" jsonschema_description:"Pieces in the cart."`
	Taxable           bool                   `json:"taxable,omitzero" jsonschema:"title=Taxable" jsonschema_description:"Whether tax applies."`
	Discounts         []CartDiscount         `json:"discounts,omitzero" jsonschema:"title=Discounts" jsonschema_description:"Discounts on the item."`
	Coupons           CartItemCoupons        `json:"coupons,omitzero" jsonschema:"title=Coupons" jsonschema_description:"Coupons that apply to the item."`
	DiscountAmount    value.Money            `json:"discount_amount,omitzero" jsonschema:"title=Discount amount" jsonschema_description:"All discounts on the item."`
	CouponAmount      value.Money            `json:"coupon_amount,omitzero" jsonschema:"title=Coupon amount" jsonschema_description:"What coupons take off the item."`
	OriginalPrice     value.Money            `json:"original_price,omitzero" jsonschema:"title=Original price" jsonschema_description:"Default price of the product."`
	ListPrice         value.Money            `json:"list_price,omitzero" jsonschema:"title=List price" jsonschema_description:"Price of a piece before discounts and coupons."`
	SalePrice         value.Money            `json:"sale_price,omitzero" jsonschema:"title=Sale price" jsonschema_description:"Price of a piece after all discounts, before tax is calculated."`
	ExtendedSalePrice value.Money            `json:"extended_sale_price,omitzero" jsonschema:"title=Extended sale price" jsonschema_description:"Sale price times quantity."`
	IsRequireShipping bool                   `json:"is_require_shipping,omitzero" jsonschema:"title=Requires shipping" jsonschema_description:"Whether the item must be shipped."`
	IsMutable         bool                   `json:"is_mutable,omitzero" jsonschema:"title=Mutable" jsonschema_description:"Whether the shopper can change or remove the item."`
	AddedByPromotion  bool                   `json:"added_by_promotion,omitzero" jsonschema:"title=Added by promotion" jsonschema_description:"Whether a promotion put the item in the cart."`
}

// CartPhysicalItem is goods in a cart that are shipped or collected.
type CartPhysicalItem struct {
	CartItem
	GiftWrapping *CartGiftWrapping `json:"gift_wrapping,omitzero" jsonschema:"title=Gift wrapping" jsonschema_description:"How the item is wrapped."`
}

// CartDigitalItem is goods in a cart that are downloaded.
type CartDigitalItem struct {
	CartItem
	DownloadFileURLs []string `json:"download_file_urls,omitzero" jsonschema:"title=Download file URLs" jsonschema_description:"Web addresses of the files."`
	DownloadPageURL  string   `json:"download_page_url,omitzero" jsonschema:"title=Download page URL" jsonschema_description:"Web address of the page with all downloads."`
	DownloadSize     string   `json:"download_size,omitzero" jsonschema:"title=Download size" jsonschema_description:"Size of all files, such as 30MB."`
}

// CartGiftWrapping is how an item is wrapped.
type CartGiftWrapping struct {
	Name    string      `json:"name,omitzero" jsonschema:"title=Name" jsonschema_description:"Name of the wrapping."`
	Message string      `json:"message,omitzero" jsonschema:"title=Message" jsonschema_description:"Words that go with the gift."`
	Amount  value.Money `json:"amount,omitzero" jsonschema:"title=Amount" jsonschema_description:"Price of the wrapping."`
}

// CartItemCoupon is a coupon that applies to one item of a cart.
type CartItemCoupon struct {
	ID             int64       `json:"id,omitzero" jsonschema:"title=Coupon ID" jsonschema_description:"Number of the coupon."`
	Code           string      `json:"code,omitzero" jsonschema:"title=Code" jsonschema_description:"What the shopper entered."`
	Name           string      `json:"name,omitzero" jsonschema:"title=Name" jsonschema_description:"Name of the coupon."`
	DiscountType   CouponType  `json:"discountType,omitzero" jsonschema:"title=Discount type" jsonschema_description:"What the coupon takes off."`
	DiscountAmount value.Money `json:"discountAmount,omitzero" jsonschema:"title=Discount amount" jsonschema_description:"Money or percentage off, by type."`
	ExpiresDate    int64       `json:"expiresDate,omitzero" jsonschema:"title=Expires" jsonschema_description:"When the coupon expires; 0 for never."`
	TotalDiscount  value.Money `json:"totalDiscount,omitzero" jsonschema:"title=Total discount" jsonschema_description:"All discounts on the cart."`
}

// CartItemCoupons are the coupons that apply to an item. BigCommerce may write a number in their place, which is read as none.
type CartItemCoupons []CartItemCoupon

// UnmarshalJSON reads the list of coupons, and anything else as no list.
func (c *CartItemCoupons) UnmarshalJSON(data []byte) error {
	if !startsWith(data, '[') {
		*c = nil
		return nil
	}
	return json.Unmarshal(data, (*[]CartItemCoupon)(c))
}

// CartGiftCertificate is a gift certificate that is bought.
type CartGiftCertificate struct {
	ID        string      `json:"id,omitzero" jsonschema:"title=Item ID" jsonschema_description:"UUID of the item in the cart."`
	Name      string      `json:"name,omitzero" jsonschema:"title=Name" jsonschema_description:"Name of the gift certificate in the control panel."`
	Theme     string      `json:"theme,omitzero" jsonschema:"title=Theme" jsonschema_description:"Looks of the gift certificate, such as Birthday."`
	Amount    value.Money `json:"amount,omitzero" jsonschema:"title=Amount" jsonschema_description:"What the gift certificate is worth."`
	Taxable   bool        `json:"taxable,omitzero" jsonschema:"title=Taxable" jsonschema_description:"Whether tax applies."`
	Sender    *CartPerson `json:"sender,omitzero" jsonschema:"title=Sender" jsonschema_description:"Who gives it."`
	Recipient *CartPerson `json:"recipient,omitzero" jsonschema:"title=Recipient" jsonschema_description:"Who gets it."`
	Message   string      `json:"message,omitzero" jsonschema:"title=Message" jsonschema_description:"Words that go with it."`
}

// CartPerson is who gives or gets a gift certificate.
type CartPerson struct {
	Name  string `json:"name,omitzero" jsonschema:"title=Name" jsonschema_description:"Full name."`
	Email string `json:"email,omitzero" jsonschema:"title=Email" jsonschema_description:"Email address."`
}

// CartCustomItem is goods in a cart that are not in the catalog. BigCommerce writes quantity and price as text or as numbers.
type CartCustomItem struct {
	CartLine
	Quantity  value.MoneyText `json:"quantity,omitzero" jsonschema:"title=Quantity" jsonschema_description:"Pieces in the cart."`
	ListPrice value.MoneyText `json:"list_price,omitzero" jsonschema:"title=List price" jsonschema_description:"Price of a piece; the store's settings say whether it includes tax."`
}

// CartPromotions is what promotions show with a cart.
type CartPromotions struct {
	Banners CartBanners `json:"banners,omitzero" jsonschema:"title=Banners" jsonschema_description:"Banners to show."`
}

// CartBanners are the banners of promotions. BigCommerce may send one alone.
type CartBanners []CartBanner

// Otherwise returns what BigCommerce may send in the place of the list.
func (CartBanners) Otherwise() any { return CartBanner{} }

// UnmarshalJSON reads the list, and one banner as a list of one.
func (b *CartBanners) UnmarshalJSON(data []byte) error {
	if startsWith(data, '[') {
		return json.Unmarshal(data, (*[]CartBanner)(b))
	}
	*b = nil
	if !startsWith(data, '{') {
		return nil
	}
	var banner CartBanner
	if err := json.Unmarshal(data, &banner); err != nil {
		return err
	}
	*b = CartBanners{banner}
	return nil
}

// CartBanner is what a promotion tells shoppers.
type CartBanner struct {
	ID   string   `json:"id,omitzero" jsonschema:"title=Promotion ID" jsonschema_description:"Promotion the banner belongs to."`
	Type string   `json:"type,omitzero" jsonschema:"title=Type" jsonschema_description:"Kind of banner."`
	Page []string `json:"page,omitzero" jsonschema:"title=Pages" jsonschema_description:"Where the banner is shown."`
	Text string   `json:"text,omitzero" jsonschema:"title=Text" jsonschema_description:"What the banner says."`
}
