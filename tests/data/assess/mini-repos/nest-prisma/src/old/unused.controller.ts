import { Controller, Get } from '@nestjs/common';

/** No module lists it any more. */
@Controller('unused')
export class UnusedController {
  @Get()
  never() {
    return [];
  }
}
