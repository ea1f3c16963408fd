package bigcommerce

import (
	"context"
	"net/http"
)

// StoreInformation is what a store says about itself, as the V2 API returns it.
type StoreInformation struct {
	ID                      string         `json:"id" jsonschema:"title=Store hash" jsonschema_description:"Identifier of the store in addresses of the API."`
	StoreID                 int64          `json:"store_id,omitzero" jsonschema:"title=Store ID" jsonschema_description:"Number of the store; not its hash."`
	AccountUUID             string         `json:"account_uuid,omitzero" jsonschema:"title=Account UUID" jsonschema_description:"Account that the store belongs to."`
	Domain                  string         `json:"domain,omitzero" jsonschema:"title=Domain" jsonschema_description:"Main domain name of the storefront."`
	SecureURL               string         `json:"secure_url,omitzero" jsonschema:"title=Secure URL" jsonschema_description:"Address of the storefront over HTTPS."`
	ControlPanelBaseURL     string         `json:"control_panel_base_url,omitzero" jsonschema:"title=Control panel URL" jsonschema_description:"Address of the control panel."`
	Status                  string         `json:"status,omitzero" jsonschema:"title=Status" jsonschema_description:"Whether the store is open, such as live."`
	Name                    string         `json:"name,omitzero" jsonschema:"title=Name" jsonschema_description:"Name of the store."`
	FirstName               string         `json:"first_name,omitzero" jsonschema:"title=First name" jsonschema_description:"Given name of the person who signed up."`
	LastName                string         `json:"last_name,omitzero" jsonschema:"title=Last name" jsonschema_description:"Family name of the person who signed up."`
	Address                 string         `json:"address,omitzero" jsonschema:"title=Address" jsonschema_description:"Address as the storefront shows it."`
	Country                 string         `json:"country,omitzero" jsonschema:"title=Country" jsonschema_description:"Country of the store."`
	CountryCode             string         `json:"country_code,omitzero" jsonschema:"title=Country code" jsonschema_description:"Two-letter code of the country."`
	InfrastructureRegion    string         `json:"infrastructure_region,omitzero" jsonschema:"title=Infrastructure region" jsonschema_description:"Region in which BigCommerce hosts the store."`
	Phone                   string         `json:"phone,omitzero" jsonschema:"title=Phone" jsonschema_description:"Telephone number as the storefront shows it."`
	AdminEmail              string         `json:"admin_email,omitzero" jsonschema:"title=Owner's email" jsonschema_description:"Email address of the store's owner."`
	OrderEmail              string         `json:"order_email,omitzero" jsonschema:"title=Order email" jsonschema_description:"Email address for orders and shipping."`
	FaviconURL              string         `json:"favicon_url,omitzero" jsonschema:"title=Icon URL" jsonschema_description:"Address of the icon that browsers show."`
	Timezone                *StoreTimezone `json:"timezone,omitzero" jsonschema:"title=Time zone" jsonschema_description:"Time zone of the store."`
	Language                string         `json:"language,omitzero" jsonschema:"title=Language" jsonschema_description:"Code of the language that is shown unless another is chosen."`
	Currency                string         `json:"currency,omitzero" jsonschema:"title=Currency" jsonschema_description:"Code of the store's own currency."`
	CurrencySymbol          string         `json:"currency_symbol,omitzero" jsonschema:"title=Currency symbol" jsonschema_description:"Sign of that currency."`
	DecimalSeparator        string         `json:"decimal_separator,omitzero" jsonschema:"title=Decimal separator" jsonschema_description:"What stands before the decimals of an amount."`
	ThousandsSeparator      string         `json:"thousands_separator,omitzero" jsonschema:"title=Thousands separator" jsonschema_description:"What stands between the thousands of an amount."`
	DecimalPlaces           int64          `json:"decimal_places,omitzero" jsonschema:"title=Decimal places" jsonschema_description:"Decimals of an amount."`
	CurrencySymbolLocation  string         `json:"currency_symbol_location,omitzero" jsonschema:"title=Place of the currency symbol" jsonschema_description:"Side of the amount on which the sign stands: left or right."`
	WeightUnits             string         `json:"weight_units,omitzero" jsonschema:"title=Weight unit" jsonschema_description:"Unit in which weights are given."`
	DimensionUnits          string         `json:"dimension_units,omitzero" jsonschema:"title=Length unit" jsonschema_description:"Unit in which lengths are given."`
	DimensionDecimalPlaces  int64          `json:"dimension_decimal_places,omitzero" jsonschema:"title=Decimal places of lengths" jsonschema_description:"Decimals of a length."`
	DimensionDecimalToken   string         `json:"dimension_decimal_token,omitzero" jsonschema:"title=Decimal separator of lengths" jsonschema_description:"What stands before the decimals of a length."`
	DimensionThousandsToken string         `json:"dimension_thousands_token,omitzero" jsonschema:"title=Thousands separator of lengths" jsonschema_description:"What stands between the thousands of a length."`
	PlanName                string         `json:"plan_name,omitzero" jsonschema:"title=Plan" jsonschema_description:"Name of the store's plan."`
	PlanLevel               string         `json:"plan_level,omitzero" jsonschema:"title=Plan level" jsonschema_description:"Level of the store's plan."`
	PlanIsTrial             bool           `json:"plan_is_trial,omitzero" jsonschema:"title=Trial" jsonschema_description:"Whether the plan is still on trial."`
	Industry                string         `json:"industry,omitzero" jsonschema:"title=Industry" jsonschema_description:"Line of business that was given at sign-up."`
	Logo                    StoreLogos     `json:"logo,omitzero" jsonschema:"title=Logo" jsonschema_description:"Picture of the store's sign; an empty list when there is none."`
	IsPriceEnteredWithTax   bool           `json:"is_price_entered_with_tax,omitzero" jsonschema:"title=Prices with tax" jsonschema_description:"Whether prices are entered with tax."`
	DefaultChannelID        int64          `json:"default_channel_id,omitzero" jsonschema:"title=Default channel ID" jsonschema_description:"Channel that is meant where none is named."`
	DefaultSiteID           int64          `json:"default_site_id,omitzero" jsonschema:"title=Default site ID" jsonschema_description:"Site of the default storefront."`
	ActiveComparisonModules []string       `json:"active_comparison_modules,omitzero" jsonschema:"title=Comparison modules" jsonschema_description:"Price comparison services that are switched on."`
	Features                *StoreFeatures `json:"features,omitzero" jsonschema:"title=Features" jsonschema_description:"What the store can do."`
}

// StoreTimezone is the time zone of a store.
type StoreTimezone struct {
	Name          string           `json:"name,omitzero" jsonschema:"title=Name" jsonschema_description:"Name of the time zone, such as Europe/Stockholm."`
	RawOffset     int64            `json:"raw_offset,omitzero" jsonschema:"title=Offset in winter" jsonschema_description:"Seconds ahead of UTC in winter."`
	DSTOffset     int64            `json:"dst_offset,omitzero" jsonschema:"title=Offset in summer" jsonschema_description:"Seconds ahead of UTC in summer."`
	DSTCorrection bool             `json:"dst_correction,omitzero" jsonschema:"title=Summer time" jsonschema_description:"Whether the time zone has summer time."`
	DateFormat    *StoreDateFormat `json:"date_format,omitzero" jsonschema:"title=Date format" jsonschema_description:"How the store writes dates."`
}

// StoreDateFormat is how a store writes dates.
type StoreDateFormat struct {
	Display         string `json:"display,omitzero" jsonschema:"title=Display" jsonschema_description:"Pattern of a date that is shown."`
	Export          string `json:"export,omitzero" jsonschema:"title=Export" jsonschema_description:"Pattern of a date in an export."`
	ExtendedDisplay string `json:"extended_display,omitzero" jsonschema:"title=Extended display" jsonschema_description:"Pattern of a date with its time that is shown."`
}

// StoreLogos is an empty list where a store has no logo; otherwise a [StoreLogo] stands in its place.
type StoreLogos []StoreLogo

// Otherwise returns what stands in place of the list.
func (StoreLogos) Otherwise() any { return StoreLogo{} }

// StoreLogo is the picture of a store's sign.
type StoreLogo struct {
	URL string `json:"url,omitzero" jsonschema:"title=URL" jsonschema_description:"Address of the picture."`
}

// StoreFeatures are what a store can do.
type StoreFeatures struct {
	StencilEnabled                bool                   `json:"stencil_enabled,omitzero" jsonschema:"title=Stencil" jsonschema_description:"Whether the storefront has a Stencil theme."`
	SitewideHTTPSEnabled          bool                   `json:"sitewidehttps_enabled,omitzero" jsonschema:"title=HTTPS everywhere" jsonschema_description:"Whether every page is served over HTTPS."`
	FacebookCatalogID             string                 `json:"facebook_catalog_id,omitzero" jsonschema:"title=Facebook catalog ID" jsonschema_description:"Catalog of the store at Facebook; blank when there is none."`
	CheckoutType                  string                 `json:"checkout_type,omitzero" jsonschema:"title=Checkout" jsonschema_description:"Kind of checkout: optimized, single, single_customizable or klarna."`
	WishlistsEnabled              bool                   `json:"wishlists_enabled,omitzero" jsonschema:"title=Wish lists" jsonschema_description:"Whether shoppers can keep wish lists."`
	GraphQLStorefrontAPIEnabled   bool                   `json:"graphql_storefront_api_enabled,omitzero" jsonschema:"title=GraphQL Storefront API" jsonschema_description:"Whether the GraphQL Storefront API can be used."`
	ShopperConsentTrackingEnabled bool                   `json:"shopper_consent_tracking_enabled,omitzero" jsonschema:"title=Consent tracking" jsonschema_description:"Whether shoppers choose which cookies they take."`
	MultiStorefrontEnabled        bool                   `json:"multi_storefront_enabled,omitzero" jsonschema:"title=Several storefronts" jsonschema_description:"Whether the store can have more than one storefront."`
	StorefrontLimits              *StoreStorefrontLimits `json:"storefront_limits,omitzero" jsonschema:"title=Storefronts" jsonschema_description:"How many storefronts there are."`
}

// StoreStorefrontLimits is how many storefronts a store has.
type StoreStorefrontLimits struct {
	Active                 int64 `json:"active,omitzero" jsonschema:"title=Active" jsonschema_description:"Storefronts that are active."`
	TotalIncludingInactive int64 `json:"total_including_inactive,omitzero" jsonschema:"title=All" jsonschema_description:"All storefronts, those that are not active included."`
}

// Get reads what the store says about itself.
//
// API: GET /v2/store
func (s *StoreService) Get(ctx context.Context) (Record[StoreInformation], error) {
	return one[StoreInformation](ctx, s.client, call{method: http.MethodGet, path: "/v2/store", class: safe, api: "GET /v2/store", scope: "store_v2_information"})
}
