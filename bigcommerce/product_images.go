package bigcommerce

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// ProductImageCreate is a picture to be added to a product. Its web address is required.
type ProductImageCreate struct {
	ProductImageFields `required:"image_url" omit:"id"`
	Additional
}

// AddImage adds a picture to a product, which BigCommerce fetches from its web address. A number that no product has is a [KindNotFound], a picture that
// can't be fetched a [KindInvalid]. There is nothing by which a picture can be found again: when it stays open whether the request was executed, the
// failure is a [KindOutcomeUnknown].
//
// API: POST /v3/catalog/products/{product_id}/images
func (s *ProductsService) AddImage(ctx context.Context, productID int64, image ProductImageCreate) (Record[ProductImage], error) {
	const api = "POST /v3/catalog/products/{product_id}/images"
	address, err := url.Parse(strings.TrimSpace(image.ImageURL.Or("")))
	if err != nil || address.Host == "" || address.Scheme != "http" && address.Scheme != "https" {
		return Record[ProductImage]{}, invalid(api, "/image_url", "image_url must be the picture's web address, such as https://example.com/journal.jpg.")
	}
	image.ImageURL, image.ID = value.Of(strings.TrimSpace(image.ImageURL.Or(""))), value.Optional[int64]{}
	added, err := one[ProductImage](ctx, s.client, call{
		method: http.MethodPost, path: pathf("/v3/catalog/products/%d/images", productID), body: image, class: never, api: api, scope: productsScope,
	})
	return added, notFetched(absent(err, noProduct(productID)), image.ImageURL.Or(""))
}

// notFetched says of a picture what BigCommerce's 400 means here, which has no reason.
func notFetched(err error, address string) error {
	var refusal *Error
	if !errors.As(err, &refusal) || refusal.Status != http.StatusBadRequest {
		return err
	}
	failure := *refusal
	failure.Message = fmt.Sprintf("BigCommerce could not fetch the picture from %s. Check that the address is public and leads to a picture of at most 8 MB. %s",
		shorten(address, 255), refusal.Message)
	if len(failure.Fields) == 0 {
		failure.Fields = []FieldError{{Path: "/image_url", Message: "BigCommerce could not fetch the picture from here."}}
	}
	return &failure
}
