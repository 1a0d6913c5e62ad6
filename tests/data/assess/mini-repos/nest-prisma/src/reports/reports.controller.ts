import { Controller, Get, Query } from '@nestjs/common';
import { REPORTS } from '../common/paths';

@Controller(REPORTS.base)
export class ReportsController {
  @Get(REPORTS.yearly)
  yearly(@Query('plain') plain: string) {
    return plain;
  }

  @Get(`${REPORTS.yearly}/pdf`)
  pdf() {
    return '';
  }
}
